import { useLocation } from 'react-router-dom'
import { useSession } from '../../react/use-session.ts'

interface StepUp {
  /** In seconds. */
  readonly maxAge?: number | undefined
  readonly acrValues?: string | undefined
}

/**
 * Signs the same user in again, and comes back to this page. After a pool has ignored `max_age`, it also sends
 * `prompt=login`, which asks for the password in every pool with managed login.
 */
export function useStepUp(): (stepUp: StepUp) => void {
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  return (stepUp) => {
    if (session.status !== 'signed-in') return
    const { email, provider } = session.person
    const sameUser = provider === null ? { loginHint: email ?? undefined } : { provider }
    const prompt = session.hasOldAuth ? ({ prompt: 'login' } as const) : {}
    void session.signIn({ ...stepUp, ...sameUser, ...prompt, returnTo: pathname + search + hash })
  }
}
