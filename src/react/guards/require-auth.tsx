import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { Outlet, useLocation } from 'react-router-dom'
import { onPageShow, wasBackForward } from '../../browser/navigation-type.ts'
import { useSession } from '../use-session.ts'

interface RequireAuthProps {
  /** Shown while the page leaves for the hosted UI. */
  readonly leaving: ReactNode
  /** Shown after a sign-out, and after the person has come back from the hosted UI without signing in. */
  readonly signedOut: ReactNode
}

/** In a prerendered page. */
const never = () => false

/**
 * A layout route that guards every route below it. A visitor who is not signed in is sent to the hosted UI and comes
 * back to the same path, query and hash; after a sign-out the page stays, since the hosted UI could sign the user in
 * again at once.
 */
export function RequireAuth({ leaving, signedOut }: RequireAuthProps) {
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  const isHistoryVisit = useSyncExternalStore(onPageShow, wasBackForward, never)
  const { status, signIn } = session
  const leaves = session.status === 'signed-out' && session.after === 'nothing' && !isHistoryVisit
  const returnTo = pathname + search + hash
  useEffect(() => {
    if (leaves) void signIn({ returnTo, isAutomatic: true })
  }, [leaves, returnTo, signIn])
  if (status === 'signed-in') return <Outlet />
  return leaves || status !== 'signed-out' ? leaving : signedOut
}
