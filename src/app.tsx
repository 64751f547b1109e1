import { StrictMode } from 'react'
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
}

export function App({ config, session, api }: AppProps) {
  return (
    <StrictMode>
      <AppNameContext value={config.appName}>
        <ErrorBoundary fallback={<Crash />}>
          <SessionProvider session={session}>
            <ApiContext value={api}>
              <BrowserRouter>
                <AppRoutes config={config} />
              </BrowserRouter>
            </ApiContext>
          </SessionProvider>
        </ErrorBoundary>
      </AppNameContext>
    </StrictMode>
  )
}
