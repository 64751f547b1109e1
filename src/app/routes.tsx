import { useEffect, type ComponentType, type ReactNode } from 'react'
import { Route, Routes, useLocation, useNavigate, type Location } from 'react-router-dom'
import type { AppConfig } from '../config/app-config.ts'
import { pagePaths, pathInApp, type PageName } from '../config/paths.ts'
import { AccountPage } from '../pages/account/account-page.tsx'
import { CallbackPage } from '../pages/status/callback-page.tsx'
import type { LandingPageProps } from '../pages/landing-page.tsx'
import { useSecondaryPages, type SecondaryPages } from '../pages/load-secondary-pages.ts'
import { NotLoadedPage } from '../pages/not-loaded-page.tsx'
import { WaitingPage } from '../pages/status/waiting-page.tsx'
import { RequireAuth } from '../react/guards/require-auth.tsx'
import { useHeadingFocus } from './use-heading-focus.ts'
import { useSession } from '../react/use-session.ts'

export interface AppRoutesProps {
  readonly config: AppConfig
  /** Null in a visit that starts elsewhere, and loads the landing page later. */
  readonly landingPage: ComponentType<LandingPageProps> | null
}

/** The app's routes. A problem of the session, and the exchange of a code, come before any route. */
export function AppRoutes({ config, landingPage }: AppRoutesProps) {
  const session = useSession()
  const location = useArrival()
  useHeadingFocus()
  if (session.status === 'failed') return <Secondary page="ProblemPage" />
  if (session.status === 'signed-out' && session.after === 'other-person') return <Secondary page="OtherUserPage" />
  if (session.status === 'signed-in' && session.isSignedInAgain) return <Secondary page="SignedInAgainPage" />
  if (session.status === 'restoring' && session.from === 'callback') return <CallbackPage />
  const callbackPath = pathInApp(new URL(config.session.redirectUri, 'http://localhost/callback').pathname) ?? '/'
  const Landing = landingPage ?? LaterLanding
  const pages: Readonly<Record<PageName, ReactNode>> = {
    landing: <Landing providers={config.providers} providerLabels={config.providerLabels} />,
    account: <Account providerLabels={config.providerLabels} />,
    admin: <Secondary page="AdminPage" />,
    payment: <Secondary page="PaymentPage" />,
  }
  const guarded = pagePaths.filter((page) => page.requiresAuth)
  const routesOf = (paths: typeof pagePaths) =>
    paths.map(({ path, page }) => <Route key={path} path={path} element={pages[page]} />)
  return (
    <Routes location={location}>
      {routesOf(pagePaths.filter((page) => !page.requiresAuth))}
      {callbackPath !== '/' && <Route path={callbackPath} element={<CallbackPage />} />}
      <Route element={<RequireAuth leaving={<Leaving />} signedOut={<Secondary page="SignedOutPage" />} />}>
        {routesOf(guarded)}
        {guarded.map(({ path }) => (
          <Route key={path} path={`${path}/*`} element={<Secondary page="NotFoundPage" />} />
        ))}
      </Route>
      <Route path="*" element={<Secondary page="NotFoundPage" />} />
    </Routes>
  )
}

/** The cards for the API, the claims and the note load after the profile and the session. */
function Account({ providerLabels }: Pick<AppConfig, 'providerLabels'>) {
  const secondary = useSecondaryPages()
  return <AccountPage providerLabels={providerLabels} cards={secondary.status === 'loaded' ? secondary.pages : null} />
}

/** The landing page in a visit that has started elsewhere. */
function LaterLanding(props: LandingPageProps) {
  const secondary = useSecondaryPages()
  if (secondary.status === 'failed') return <NotLoadedPage />
  return secondary.status === 'loaded' ? <secondary.pages.LandingPage {...props} /> : <WaitingPage reason="checking" />
}

/** A page whose chunk is loaded after the first page. */
function Secondary({
  page,
}: {
  readonly page: Exclude<Extract<keyof SecondaryPages, `${string}Page`>, 'ConfigProblemPage' | 'LandingPage'>
}) {
  const secondary = useSecondaryPages()
  if (secondary.status === 'failed') return <NotLoadedPage />
  if (secondary.status !== 'loaded') return <WaitingPage reason="checking" />
  const Page = secondary.pages[page]
  return <Page />
}

function Leaving() {
  const { status } = useSession()
  return <WaitingPage reason={status === 'restoring' ? 'checking' : 'leaving'} />
}

/**
 * After a callback, replaces the callback in the history with the page that the user wanted.
 *
 * @returns that page as soon as the user is signed in, without waiting for the history; otherwise the current one
 */
function useArrival(): Location | string {
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const hasArrived = location.state === arrivalMark
  const arrival = session.status === 'signed-in' ? session.arrival : null
  const { arrived } = session
  useEffect(() => {
    if (arrival === null) return
    if (hasArrived) arrived()
    else void navigate(arrival, { replace: true, state: arrivalMark })
  }, [arrival, hasArrived, navigate, arrived])
  return arrival ?? location
}

/** Marks the history entry that useArrival has replaced. */
const arrivalMark = 'arrival'
