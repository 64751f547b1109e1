import { useEffect } from 'react'
import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { retrySecondaryPages } from './load-secondary-pages.ts'
import { Message } from './layout/message.tsx'

const key = 'toyseven.reloaded'
const oncePerMs = 60_000

/**
 * A part of the app could not be fetched. After a new version was deployed, loading the page anew is all it takes, and
 * is done without asking, once; offline it would lose the page, so that is left to the person.
 */
export function NotLoadedPage() {
  const words = useMessages('primary')
  const isOnline = navigator.onLine
  useEffect(() => {
    if (navigator.onLine && mayReload()) window.location.reload()
  }, [])
  return (
    <Message title={words.notLoadedTitle}>
      <p className="muted">{isOnline ? words.newVersion : words.checkConnection}</p>
      <div className="actions">
        <Button onClick={() => (navigator.onLine ? window.location.reload() : retrySecondaryPages())}>
          {words.reload}
        </Button>
      </div>
    </Message>
  )
}

function mayReload(): boolean {
  try {
    const lastMs = Number(sessionStorage.getItem(key) ?? 0)
    sessionStorage.setItem(key, String(Date.now()))
    return Math.abs(Date.now() - lastMs) > oncePerMs
  } catch {
    // Where nothing can be remembered, it could go on for ever.
    return false
  }
}
