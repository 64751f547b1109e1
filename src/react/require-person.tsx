import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'react-router-dom'
import { cameBack, onPageShow } from '../navigation.ts'
import { useSession } from './use-session.ts'

interface RequirePersonProps {
  readonly children: ReactNode
  /** Shown while the person is on their way to the hosted UI. */
  readonly leaving: ReactNode
  /** Shown to somebody who has just signed out, or has come back from the hosted UI without signing in. */
  readonly signedOut: ReactNode
}

/** As far as a prerendered page can tell. */
const never = () => false

/**
 * Lets only signed-in people through. Anybody else is sent to the hosted UI and comes back to the same path, query and
 * hash; but never somebody who has just signed out, whom the pool's own cookie could sign in again at once.
 */
export function RequirePerson({ children, leaving, signedOut }: RequirePersonProps) {
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  const isHistoryVisit = useSyncExternalStore(onPageShow, cameBack, never)
  const { status, signIn } = session
  const leaves = session.status === 'signed-out' && session.after === 'nothing' && !isHistoryVisit
  const returnTo = pathname + search + hash
  useEffect(() => {
    if (leaves) void signIn({ returnTo, isAutomatic: true })
  }, [leaves, returnTo, signIn])
  if (status === 'signed-in') return children
  return leaves || status !== 'signed-out' ? leaving : signedOut
}
