import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import type { Session } from '../auth/session/session.ts'
import { basename } from '../config/paths.ts'
import { CrashPage } from '../pages/status/crash-page.tsx'
import { SessionConfigContext } from '../pages/layout/session-config.ts'
import { SiteContext } from '../react/use-site.ts'
import { useLoadedSecondaryPages } from '../pages/load-secondary-pages.ts'
import { LaterPartsContext } from '../react/later-parts.ts'
import { AuthProvider } from '../react/auth-provider.tsx'
import { ApiContext, type ApiAccess } from '../react/api-context.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { AppRoutes, type AppRoutesProps } from './routes.tsx'

interface AppProps extends AppRoutesProps {
  readonly session: Session
  /** Null where the app calls no API. */
  readonly api: ApiAccess | null
  /** Another router where there is no address bar: see early/prerender-pages.tsx. */
  readonly router?: ComponentType<{ readonly basename: string; readonly children: ReactNode }>
}

export function App({ config, landingPage, session, api, router: Router = BrowserRouter }: AppProps) {
  return (
    <StrictMode>
      <SiteContext value={config}>
        <SessionConfigContext value={config.session}>
          <ErrorBoundary fallback={<CrashPage />}>
            <AuthProvider session={session}>
              <ApiContext value={api}>
                <Router basename={basename}>
                  <LaterPartsProvider>
                    <AppRoutes config={config} landingPage={landingPage} />
                  </LaterPartsProvider>
                </Router>
              </ApiContext>
            </AuthProvider>
          </ErrorBoundary>
        </SessionConfigContext>
      </SiteContext>
    </StrictMode>
  )
}

function LaterPartsProvider({ children }: { readonly children: ReactNode }) {
  const pages = useLoadedSecondaryPages()
  return (
    <LaterPartsContext value={pages}>
      {children}
      {pages !== null && <pages.IdleDialog />}
    </LaterPartsContext>
  )
}
