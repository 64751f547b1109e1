import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import type { Api } from './api/api.ts'
import type { AppConfig } from './config.ts'
import { AppNameContext } from './pages/app-name.ts'
import { Crash } from './pages/crash.tsx'
import { ErrorBoundary } from './react/error-boundary.tsx'
import { ApiContext } from './react/use-api.ts'
import { SessionProvider } from './react/session-provider.tsx'
import { AppRoutes } from './routes.tsx'
import type { Session } from './session/session.ts'

interface AppProps {
  readonly config: AppConfig
  readonly session: Session
  /** Null where the app calls no API. */
  readonly api: Api | null
  /** Another one where there is no address bar: see prerender.tsx. */
  readonly router?: ComponentType<{ readonly children: ReactNode }>
}

export function App({ config, session, api, router: Router = BrowserRouter }: AppProps) {
  return (
    <StrictMode>
      <AppNameContext value={config.appName}>
        <ErrorBoundary fallback={<Crash />}>
          <SessionProvider session={session}>
            <ApiContext value={api}>
              <Router>
                <AppRoutes config={config} />
              </Router>
            </ApiContext>
          </SessionProvider>
        </ErrorBoundary>
      </AppNameContext>
    </StrictMode>
  )
}
