import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'react-router-dom'
import { useSession } from './use-session.ts'

interface RequirePersonProps {
  readonly children: ReactNode
  /** Shown while the person is on their way to the hosted UI. */
  readonly leaving: ReactNode
  /** Shown to somebody who has just signed out, or has come back from the hosted UI without signing in. */
  readonly signedOut: ReactNode
}

/**
 * Lets only signed-in people through. Anybody else is sent to the hosted UI and comes back to the same path, query and
 * hash; but never somebody who has just signed out, whom the pool's own cookie could sign in again at once.
 */
export function RequirePerson({ children, leaving, signedOut }: RequirePersonProps) {
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  const cameBack = useCameBack()
  const { status, signIn } = session
  const leaves = session.status === 'signed-out' && session.after === 'nothing' && !cameBack
  const returnTo = pathname + search + hash
  useEffect(() => {
    if (leaves) void signIn({ returnTo, isAutomatic: true })
  }, [leaves, returnTo, signIn])
  if (status === 'signed-in') return children
  return leaves || status !== 'signed-out' ? leaving : signedOut
}

/** True if the person came here with Back or Forward, whether or not the browser still had the page in its cache. */
function useCameBack(): boolean {
  return useSyncExternalStore(watchPageShow, () => wasRestored)
}

let wasRestored = performance.getEntriesByType('navigation').some(isHistoryNavigation)

function isHistoryNavigation(entry: PerformanceEntry): boolean {
  return entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward'
}

function watchPageShow(listener: () => void): () => void {
  const onPageShow = (event: PageTransitionEvent) => {
    wasRestored = event.persisted
    listener()
  }
  window.addEventListener('pageshow', onPageShow)
  return () => window.removeEventListener('pageshow', onPageShow)
}
