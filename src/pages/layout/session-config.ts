import { createContext } from 'react'
import type { SessionConfig } from '../../auth/store/session-config.ts'

/** The session's configuration, for the details that a page shows to developers; null where the app did not start. */
export const SessionConfigContext = createContext<SessionConfig | null>(null)
