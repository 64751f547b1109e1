import { use, useMemo, type ReactNode } from 'react'
import { AuthContext, AuthProvider as OidcAuthProvider, type AuthContextProps } from 'react-oidc-context'
import type { Session } from '../auth/session/session.ts'
import type { SessionState } from '../auth/store/session-state.ts'
import { SessionContext, useSession } from './use-session.ts'

interface AuthProviderProps {
  readonly session: Session
  readonly children: ReactNode
}

/**
 * The token context: `useAuth()` of react-oidc-context and `useSession()`, over the same user manager. The session
 * processes the callback before React mounts, so the library must not.
 */
export function AuthProvider({ session, children }: AuthProviderProps) {
  return (
    <SessionContext value={session}>
      <OidcAuthProvider userManager={session.userManager} skipSigninCallback>
        <SynchronousAuth>{children}</SynchronousAuth>
      </OidcAuthProvider>
    </SessionContext>
  )
}

/**
 * The library learns of a change from an event, one render later than useSession(). This makes `useAuth()` agree with
 * `useSession()` in every render, the first one included.
 */
function SynchronousAuth({ children }: Pick<AuthProviderProps, 'children'>) {
  const auth = use(AuthContext)
  const session = useSession()
  const value = useMemo(() => auth && agreeing(auth, session), [auth, session])
  return <AuthContext value={value}>{children}</AuthContext>
}

function agreeing(auth: AuthContextProps, session: SessionState & Pick<Session, 'user'>): AuthContextProps {
  const { error: _library, user: _before, ...others } = auth
  const isAuthenticated = session.status === 'signed-in'
  const user = isAuthenticated ? session.user() : null
  const error = errorOf(auth, session)
  return {
    ...others,
    isAuthenticated,
    isLoading: session.status === 'restoring' || auth.activeNavigator !== undefined,
    ...(user === null ? {} : { user }),
    ...(error === undefined ? {} : { error }),
  }
}

/** A refresh that fails for now is no error while the user is signed in: it is tried again. */
function errorOf({ error }: AuthContextProps, session: SessionState): AuthContextProps['error'] {
  if (session.status === 'failed') {
    return { name: 'AuthError', message: session.problem.kind, source: 'signinCallback', innerError: session.problem }
  }
  return error?.source === 'renewSilent' ? undefined : error
}
