import { useSession } from '../react/use-session.ts'
import { WaitingPage } from './waiting-page.tsx'

/** Shown at the redirect URI while the session exchanges the code. The router then replaces it: see app/routes.tsx. */
export function CallbackPage() {
  const { cancel } = useSession()
  return <WaitingPage reason="checking" onCancel={cancel} />
}
