import type { CognitoConfig } from './cognito.ts'
import type { Current } from './current.ts'
import type { Drafts } from './drafts.ts'
import type { Marker } from './marker.ts'
import type { AutomaticRedirects } from './redirects.ts'
import type { PoolKeys } from './pool-keys.ts'
import type { Renewal } from './renewal.ts'
import type { Tabs } from './tabs.ts'
import type { PendingSignIns } from './pending.ts'
import type { StoredUser } from './stored-user.ts'
import type { World } from './world.ts'

export interface SessionConfig extends CognitoConfig {
  /** `tab`: shared by the open tabs, gone with the last one; `browser`: survives closing the browser. */
  readonly storage: 'tab' | 'browser'
  /**
   * How long after a sign-in the app client's refresh tokens end, rotated ones included; null if not known. Cognito
   * does not say it in the token answer.
   */
  readonly sessionLifeMs: number | null
}

/** What the steps of a session share. */
export interface Parts {
  readonly config: SessionConfig
  readonly world: World
  readonly pending: PendingSignIns
  readonly users: StoredUser
  readonly current: Current
  readonly marker: Marker
  readonly tabs: Tabs
  readonly drafts: Drafts
  readonly redirects: AutomaticRedirects
  readonly renewal: Renewal
  readonly keys: PoolKeys
  /** Looks at what another tab may have changed, asking one of them or all, and follows: see follow.ts. */
  readonly follow: (from?: string) => Promise<void>
  /** False where the browser refuses the storage that a sign-in needs. */
  readonly canStore: boolean
}
