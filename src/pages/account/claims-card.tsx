import { useState } from 'react'
import { useAuth } from 'react-oidc-context'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

/** For developers: the ID token's claims, as code that knows react-oidc-context reads them. */
export function ClaimsCard() {
  const messages = useMessages('secondary')
  const { user } = useAuth()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card title={messages.idToken}>
      <p className="muted">{messages.claimsLead}</p>
      <div>
        <Button look="secondary" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? messages.hideClaims : messages.showClaims}
        </Button>
      </div>
      {isOpen && <pre className="answer">{JSON.stringify(user?.profile, null, 2)}</pre>}
    </Card>
  )
}
