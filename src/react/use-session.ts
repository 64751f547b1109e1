import { createContext, use, useMemo, useSyncExternalStore } from 'react'
import type { Session } from '../auth/session/session.ts'
import type { SessionState } from '../auth/store/session-state.ts'

export const SessionContext = createContext<Session | null>(null)

/** The state of the sign-in, a union told apart by `status`, and the session's functions. */
export function useSession(): SessionState & Omit<Session, 'state'> {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession() needs an <AuthProvider> above it.')
  const state = useSyncExternalStore(session.subscribe, session.state, session.state)
  return useMemo(() => ({ ...session, ...state }), [session, state])
}
