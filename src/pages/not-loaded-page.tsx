import { useEffect } from 'react'
import { useLanguage, useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { retrySecondaryPages } from './load-secondary-pages.ts'
import { Message } from './layout/message.tsx'
import { alertIcon } from '../ui/alert-icon.ts'

const key = 'toyseven.reloaded'
const oncePerMs = 60_000

/**
 * A chunk of the app could not be loaded. After a deployment a reload helps, so the page reloads once by itself; offline
 * a reload would lose the page, so the person decides.
 */
export function NotLoadedPage() {
  const words = useMessages('primary')
  const { language } = useLanguage()
  const isOnline = navigator.onLine
  useEffect(() => {
    if (navigator.onLine && mayReload()) window.location.reload()
  }, [])
  return (
    <Message title={words.notLoadedTitle} icon={alertIcon}>
      <p className="muted">{isOnline ? words.newVersion : words.checkConnection}</p>
      <div className="actions">
        <Button onClick={() => (navigator.onLine ? window.location.reload() : retrySecondaryPages(language))}>
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
    // Without storage the page could reload for ever.
    return false
  }
}
