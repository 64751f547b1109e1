import { useEffect } from 'react'
import { Route, Routes, useLocation, useNavigate, type Location } from 'react-router-dom'
import type { AppConfig } from './config.ts'
import { Account } from './pages/account.tsx'
import { Landing } from './pages/landing.tsx'
import { useOtherPages, type OtherPages } from './pages/fetched.ts'
import { NotLoaded } from './pages/not-loaded.tsx'
import { Waiting } from './pages/waiting.tsx'
import { accountPath } from './places.ts'
import { RequirePerson } from './react/require-person.tsx'
import { useSession } from './react/use-session.ts'

/** The URL table. A problem of the session, and the moments between two places, stand before any route. */
export function AppRoutes({ config }: { readonly config: AppConfig }) {
  const session = useSession()
  const place = useArrival()
  if (session.status === 'failed') return <Other page="ProblemPage" />
  if (session.status === 'signed-out' && session.after === 'other-person') return <Other page="OtherPerson" />
  if (session.status === 'restoring' && session.from === 'callback') return <Waiting forWhat="checking" />
  return (
    <Routes location={place}>
      <Route path="/" element={<Landing providers={config.providers} />} />
      <Route path={accountPath} element={<Guarded />} />
      <Route path="*" element={<Other page="NotFound" />} />
    </Routes>
  )
}

/** One of the pages that are fetched after the first. */
function Other({ page }: { readonly page: keyof OtherPages }) {
  const fetched = useOtherPages()
  if (fetched.is === 'missing') return <NotLoaded />
  if (fetched.is !== 'here') return <Waiting forWhat="checking" />
  const Page = fetched.pages[page]
  return <Page />
}

function Guarded() {
  const { status } = useSession()
  const leaving = <Waiting forWhat={status === 'restoring' ? 'checking' : 'leaving'} />
  return (
    <RequirePerson leaving={leaving} signedOut={<Other page="SignedOut" />}>
      <Account />
    </RequirePerson>
  )
}

/**
 * After a callback, the place the person wanted replaces the callback in the history.
 *
 * @returns that place from the moment that somebody is signed in: nobody waits for the history; else where the page is
 */
function useArrival(): Location | string {
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const isThere = location.state === arrivalMark
  const arrival = session.status === 'signed-in' ? session.arrival : null
  const { arrived } = session
  useEffect(() => {
    if (arrival === null) return
    if (isThere) arrived()
    else void navigate(arrival, { replace: true, state: arrivalMark })
  }, [arrival, isThere, navigate, arrived])
  return arrival ?? location
}

/** Tells the entry that useArrival has put into the history from the callback's own. */
const arrivalMark = 'arrival'
