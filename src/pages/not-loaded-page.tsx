import { useEffect } from 'react'
import { readableStorage } from '../browser/readable-storage.ts'
import { trySetItem } from '../browser/try-set-item.ts'
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

/** Not without storage, where the page could reload for ever. */
function mayReload(): boolean {
  const store = readableStorage(() => sessionStorage)
  const lastMs = Number(store?.getItem(key) ?? 0)
  return trySetItem(store, key, String(Date.now())) && Math.abs(Date.now() - lastMs) > oncePerMs
}
