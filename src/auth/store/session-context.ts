import type { Platform } from '../../browser/platform.ts'
import type { SessionConfig } from './session-config.ts'
import type { SessionStore } from './session-store.ts'

/** What every part of a session needs. */
export interface SessionContext {
  readonly config: SessionConfig
  readonly platform: Platform
  readonly store: SessionStore
}
