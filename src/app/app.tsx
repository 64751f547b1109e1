import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import type { Api } from '../api/api.ts'
import type { Session } from '../auth/session/session.ts'
import type { AppConfig } from '../config/app-config.ts'
import { basename } from '../config/paths.ts'
import { CrashPage } from '../pages/crash-page.tsx'
import { AppNameContext } from '../pages/layout/app-name.ts'
import { SessionConfigContext } from '../pages/layout/session-config.ts'
import { AuthProvider } from '../react/auth-provider.tsx'
import { ApiContext } from '../react/use-api.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { AppRoutes } from './routes.tsx'

interface AppProps {
  readonly config: AppConfig
  readonly session: Session
  /** Null where the app calls no API. */
  readonly api: Api | null
  /** Another router where there is no address bar: see early/prerender-pages.tsx. */
  readonly router?: ComponentType<{ readonly basename: string; readonly children: ReactNode }>
}

export function App({ config, session, api, router: Router = BrowserRouter }: AppProps) {
  return (
    <StrictMode>
      <AppNameContext value={config.appName}>
        <SessionConfigContext value={config.session}>
          <ErrorBoundary fallback={<CrashPage />}>
            <AuthProvider session={session}>
              <ApiContext value={api}>
                <Router basename={basename}>
                  <AppRoutes config={config} />
                </Router>
              </ApiContext>
            </AuthProvider>
          </ErrorBoundary>
        </SessionConfigContext>
      </AppNameContext>
    </StrictMode>
  )
}
