import { lazy, Suspense, useEffect } from 'react'
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom'
import type { AppConfig } from './config.ts'
import { Landing } from './pages/landing.tsx'
import { Waiting } from './pages/waiting.tsx'
import { RequirePerson } from './react/require-person.tsx'
import { useSession } from './react/use-session.ts'

/** What the first page can do without; one chunk, because whoever needs one of them may soon need another. */
const loadLaterPages = () => import('./pages/later-pages.ts')
const Account = lazy(() => loadLaterPages().then(({ Account: page }) => ({ default: page })))
const NotFound = lazy(() => loadLaterPages().then(({ NotFound: page }) => ({ default: page })))
const ProblemPage = lazy(() => loadLaterPages().then(({ ProblemPage: page }) => ({ default: page })))
const OtherPerson = lazy(() => loadLaterPages().then(({ OtherPerson: page }) => ({ default: page })))
const SignedOut = lazy(() => loadLaterPages().then(({ SignedOut: page }) => ({ default: page })))

/** Fetches them before anybody asks: when the network is gone it would be too late. */
export function preloadPages(): void {
  // Nothing waits for it; what is missing then is asked for again when it is shown.
  loadLaterPages().catch(() => undefined)
}

/** The URL table. A problem of the session, and the moments between two places, stand before any route. */
export function AppRoutes({ config }: { readonly config: AppConfig }) {
  return (
    <Suspense fallback={<Waiting forWhat="checking" />}>
      <CurrentPage config={config} />
    </Suspense>
  )
}

function CurrentPage({ config }: { readonly config: AppConfig }) {
  const session = useSession()
  useArrival()
  if (session.status === 'failed') return <ProblemPage problem={session.problem} returnTo={session.returnTo} />
  if (session.status === 'signed-out' && session.after === 'other-person') return <OtherPerson />
  const isBetween = session.status === 'restoring' && session.from === 'callback'
  if (isBetween || (session.status === 'signed-in' && session.arrival !== null)) return <Waiting forWhat="checking" />
  return (
    <Routes>
      <Route path="/" element={<Landing providers={config.providers} />} />
      <Route path="/account" element={<Guarded />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}

function Guarded() {
  const { status } = useSession()
  const leaving = <Waiting forWhat={status === 'restoring' ? 'checking' : 'leaving'} />
  return (
    <RequirePerson leaving={leaving} signedOut={<SignedOut />}>
      <Account />
    </RequirePerson>
  )
}

/** After a callback, the place the person wanted replaces the callback in the history. */
function useArrival(): void {
  const session = useSession()
  const navigate = useNavigate()
  const isThere = useLocation().state === arrivalMark
  const arrival = session.status === 'signed-in' ? session.arrival : null
  const { arrived } = session
  useEffect(() => {
    if (arrival === null) return
    if (isThere) arrived()
    else void navigate(arrival, { replace: true, state: arrivalMark })
  }, [arrival, isThere, navigate, arrived])
}

/** Tells the entry that useArrival has put into the history from the callback's own. */
const arrivalMark = 'arrival'
