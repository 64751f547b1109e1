import { useState } from 'react'
import { useSession } from '../react/use-session.ts'
import { useWords } from '../text/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'

type Shown =
  | { readonly is: 'closed' | 'coming' | 'missing' }
  | { readonly is: 'here'; readonly claims: typeof import('./claims.tsx') }

/** For whoever develops the app: fetched on a click, so that nobody else pays for it. */
export function ClaimsCard() {
  const words = useWords('main')
  const { loadUserManager } = useSession()
  const [shown, setShown] = useState<Shown>({ is: 'closed' })
  const show = () => {
    setShown({ is: 'coming' })
    Promise.all([import('./claims.tsx'), loadUserManager()]).then(
      ([claims]) => setShown({ is: 'here', claims }),
      () => setShown({ is: 'missing' }),
    )
  }
  return (
    <Card title={words.idToken}>
      <p className="muted">{words.claimsLead}</p>
      {shown.is === 'here' ? (
        <shown.claims.Claims />
      ) : (
        <div>
          <Button look="secondary" size="small" isBusy={shown.is === 'coming'} onClick={show}>
            {words.showClaims}
          </Button>
        </div>
      )}
      <div role="status">{shown.is === 'missing' && <p className="notice">{words.claimsMissing}</p>}</div>
    </Card>
  )
}
