import type { ReactNode } from 'react'
import type { Session } from '../session/session.ts'
import { SessionContext } from './use-session.ts'

interface SessionProviderProps {
  readonly session: Session
  readonly children: ReactNode
}

/** The token context: the session for whatever is below, by `useSession()`. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return <SessionContext value={session}>{children}</SessionContext>
}
