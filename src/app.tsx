import { StrictMode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import type { AppConfig } from './config.ts'
import { AppNameContext } from './pages/app-name.ts'
import { Crash } from './pages/crash.tsx'
import { ErrorBoundary } from './react/error-boundary.tsx'
import { SessionProvider } from './react/session-provider.tsx'
import { AppRoutes } from './routes.tsx'
import type { Session } from './session/session.ts'

interface AppProps {
  readonly config: AppConfig
  readonly session: Session
}

export function App({ config, session }: AppProps) {
  return (
    <StrictMode>
      <AppNameContext value={config.appName}>
        <ErrorBoundary fallback={<Crash />}>
          <SessionProvider session={session}>
            <BrowserRouter>
              <AppRoutes config={config} />
            </BrowserRouter>
          </SessionProvider>
        </ErrorBoundary>
      </AppNameContext>
    </StrictMode>
  )
}
