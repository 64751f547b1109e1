import { createContext, use, useMemo, useSyncExternalStore } from 'react'
import type { Session } from '../session/session.ts'
import type { SessionState } from '../session/state.ts'

export const SessionContext = createContext<Session | null>(null)

/** The state of the sign-in, which `status` tells apart, and what can be done about it. */
export function useSession(): SessionState & Omit<Session, 'state'> {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession() needs a <SessionProvider> above it.')
  const state = useSyncExternalStore(session.subscribe, session.state, session.state)
  return useMemo(() => ({ ...session, ...state }), [session, state])
}
