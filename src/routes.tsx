import { useEffect } from 'react'
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom'
import type { AppConfig } from './config.ts'
import { Landing } from './pages/landing.tsx'
import { useLaterPages, type LaterPages } from './pages/load-later.ts'
import { NotLoaded } from './pages/not-loaded.tsx'
import { Waiting } from './pages/waiting.tsx'
import { accountPath } from './places.ts'
import { RequirePerson } from './react/require-person.tsx'
import { useSession } from './react/use-session.ts'

/** The URL table. A problem of the session, and the moments between two places, stand before any route. */
export function AppRoutes({ config }: { readonly config: AppConfig }) {
  const session = useSession()
  useArrival()
  if (session.status === 'failed') return <Later page="ProblemPage" />
  if (session.status === 'signed-out' && session.after === 'other-person') return <Later page="OtherPerson" />
  const isBetween = session.status === 'restoring' && session.from === 'callback'
  if (isBetween || (session.status === 'signed-in' && session.arrival !== null)) return <Waiting forWhat="checking" />
  return (
    <Routes>
      <Route path="/" element={<Landing providers={config.providers} />} />
      <Route path={accountPath} element={<Guarded />} />
      <Route path="*" element={<Later page="NotFound" />} />
    </Routes>
  )
}

/** Shows one of the pages that come after the first. */
function Later({ page }: { readonly page: keyof LaterPages }) {
  const chunk = useLaterPages()
  if (chunk.is === 'missing') return <NotLoaded />
  if (chunk.is === 'coming') return <Waiting forWhat="checking" />
  const Page = chunk.pages[page]
  return <Page />
}

function Guarded() {
  const { status } = useSession()
  const leaving = <Waiting forWhat={status === 'restoring' ? 'checking' : 'leaving'} />
  return (
    <RequirePerson leaving={leaving} signedOut={<Later page="SignedOut" />}>
      <Later page="Account" />
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
