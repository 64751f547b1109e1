import type { CognitoConfig } from './cognito.ts'
import type { Current } from './current.ts'
import type { Renewed } from './renewal.ts'
import type { Result } from './result.ts'
import type { CognitoUserManager } from './user-manager.ts'
import type { World } from './world.ts'

/** What the steps of a session share. */
export interface Parts {
  readonly config: CognitoConfig
  readonly world: World
  readonly users: CognitoUserManager
  readonly current: Current
  readonly renew: () => Promise<Result<Renewed>>
  /** False where the browser refuses the storage that a sign-in needs. */
  readonly canStore: boolean
}
