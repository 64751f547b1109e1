import { Link } from 'react-router-dom'
import { useMessages } from '../../i18n/language-context.tsx'
import { Message } from '../layout/message.tsx'
import { compassIcon } from '../../ui/icon-paths.ts'

export function NotFoundPage() {
  const words = useMessages('secondary')
  return (
    <Message title={words.notFoundTitle} icon={compassIcon}>
      <p className="muted">{words.notFoundReason}</p>
      <div className="actions">
        <Link to="/">{words.backToHome}</Link>
      </div>
    </Message>
  )
}
