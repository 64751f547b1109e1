import type { ReactNode } from 'react'
import { AuthProvider } from 'react-oidc-context'
import type { Session } from '../session/session.ts'
import { SessionContext } from './use-session.ts'

interface SessionProviderProps {
  readonly session: Session
  readonly children: ReactNode
}

/**
 * Carries the session, and react-oidc-context's own context for code that knows `useAuth()`. The callback has been
 * taken before React is here, so the provider is told to leave it alone.
 */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return (
    <AuthProvider userManager={session.userManager} skipSigninCallback>
      <SessionContext value={session}>{children}</SessionContext>
    </AuthProvider>
  )
}
