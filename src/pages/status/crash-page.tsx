import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Message } from '../layout/message.tsx'
import { alertIcon } from '../../ui/alert-icon.ts'

/** Shown after a bug. It shows no error text, which may hold tokens. */
export function CrashPage() {
  const words = useMessages('primary')
  return (
    <Message title={words.crashTitle} icon={alertIcon} isBare>
      <p className="muted">{words.crashReason}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{words.reload}</Button>
        {/* A plain link, since the router's tree is broken. */}
        <a href="/">{words.home}</a>
      </div>
    </Message>
  )
}
