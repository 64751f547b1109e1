import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Message } from './layout/message.tsx'

/** A bug. Says nothing of it, since an error's text may hold anything. */
export function CrashPage() {
  const words = useMessages('primary')
  return (
    <Message title={words.crashTitle}>
      <p className="muted">{words.crashReason}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{words.reload}</Button>
        {/* A plain link: whatever broke the router's tree is left behind with it. */}
        <a href="/">{words.backToHome}</a>
      </div>
    </Message>
  )
}
