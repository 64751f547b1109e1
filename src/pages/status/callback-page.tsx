import { useSession } from '../../react/use-session.ts'
import { WaitingPage } from './waiting-page.tsx'

/** Shown at the redirect URI while the session exchanges the code. The router then replaces it: see app/routes.tsx. */
export function CallbackPage() {
  const session = useSession()
  const delay = session.status === 'restoring' ? session.delay : undefined
  return <WaitingPage reason="checking" delay={delay} onCancel={session.cancel} />
}
