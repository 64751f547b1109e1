import { useEffect, type ReactNode } from 'react'
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom'
import type { AppConfig } from './config.ts'
import { Landing } from './pages/landing.tsx'
import { accountPage, otherPages, useFetched, type FetchedPages } from './pages/fetched.ts'
import { NotLoaded } from './pages/not-loaded.tsx'
import { Waiting } from './pages/waiting.tsx'
import { accountPath } from './places.ts'
import { RequirePerson } from './react/require-person.tsx'
import { useSession } from './react/use-session.ts'

/** The URL table. A problem of the session, and the moments between two places, stand before any route. */
export function AppRoutes({ config }: { readonly config: AppConfig }) {
  const session = useSession()
  useArrival()
  if (session.status === 'failed') return <Fetched from={otherPages}>{({ ProblemPage }) => <ProblemPage />}</Fetched>
  if (session.status === 'signed-out' && session.after === 'other-person')
    return <Fetched from={otherPages}>{({ OtherPerson }) => <OtherPerson />}</Fetched>
  const isBetween = session.status === 'restoring' && session.from === 'callback'
  if (isBetween || (session.status === 'signed-in' && session.arrival !== null)) return <Waiting forWhat="checking" />
  return (
    <Routes>
      <Route path="/" element={<Landing providers={config.providers} />} />
      <Route path={accountPath} element={<Guarded />} />
      <Route path="*" element={<Fetched from={otherPages}>{({ NotFound }) => <NotFound />}</Fetched>} />
    </Routes>
  )
}

interface FetchedProps<Pages> {
  readonly from: FetchedPages<Pages>
  readonly children: (pages: Pages) => ReactNode
}

/** Shows one of the pages that come after the first. */
function Fetched<Pages>({ from, children }: FetchedProps<Pages>) {
  const fetched = useFetched(from)
  if (fetched.is === 'missing') return <NotLoaded onRetry={from.load} />
  return fetched.is === 'here' ? children(fetched.pages) : <Waiting forWhat="checking" />
}

function Guarded() {
  const { status } = useSession()
  const leaving = <Waiting forWhat={status === 'restoring' ? 'checking' : 'leaving'} />
  return (
    <RequirePerson
      leaving={leaving}
      signedOut={<Fetched from={otherPages}>{({ SignedOut }) => <SignedOut />}</Fetched>}
    >
      <Fetched from={accountPage}>{({ Account }) => <Account />}</Fetched>
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
