import { randomUUID } from 'node:crypto'
import type { GoogleAccount } from '../config/people-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import { isSameSecret } from '../state/secret.ts'
import type { UserChange } from '../state/tables.ts'
import { openDirectory } from './directory.ts'
import type { Directory, DirectoryState, FindGoogleAccount } from './directory.ts'
import { hashPassword, isPasswordOf } from './passwords.ts'
import type { PoolUser } from './user.ts'

/** The users of the pool. */
export type Users = {
  /** Finds a user by `sub`: a configured user, one who signed up here, or one who signed in with Google before. */
  find(sub: string): PoolUser | undefined
  /** Finds a user with a password by e-mail address. Ignores upper and lower case. */
  findByEmail(email: string): PoolUser | undefined
  isPassword(user: PoolUser, password: string): Promise<boolean>
  /** Adds a user whose address is not confirmed yet. No other user may have the address. */
  signUp(email: string, name: string, password: string): Promise<PoolUser>
  setPassword(user: PoolUser, password: string, change?: UserChange): Promise<void>
  change(user: PoolUser, change: UserChange): void
  /** Adds a Google account as a new user, or links it to a local user. */
  admitGoogle(account: GoogleAccount, linkedSub: string | null): PoolUser
  /** The user of a Google account that signed in before. */
  findByGoogle(googleSub: string): PoolUser | undefined
  /** All users. Users with passwords come first. */
  all(): PoolUser[]
}

/**
 * Keeps the pool's users. A local user and a user from Google with the same address are two users, unless a trigger
 * links them.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function createUsers(
  config: Pick<PoolConfig, 'people'>,
  state: DirectoryState,
  googleAccount: FindGoogleAccount,
  now: () => number,
): Users {
  const directory = openDirectory(config, state, googleAccount)

  function change({ sub }: PoolUser, changed: UserChange): void {
    state.userChanges.set(sub, { ...state.userChanges.get(sub), ...changed })
  }

  return {
    find: (sub) => directory.find(sub),
    findByEmail: (email) => directory.findByEmail(email),
    all: () => directory.all(),
    isPassword({ sub }, password) {
      return isCurrentPassword(state.userChanges.get(sub)?.passwordHash, directory.configuredPassword(sub), password)
    },
    async signUp(email, name, password) {
      const sub = randomUUID()
      const passwordHash = await hashPassword(password)
      state.signUps.set(sub, { email, name, createdAtMs: now() })
      state.userChanges.set(sub, { passwordHash })
      directory.addSignUp({ sub, email, name })
      return present(directory.find(sub))
    },
    async setPassword(user, password, otherChanges = {}) {
      change(user, { ...otherChanges, passwordHash: await hashPassword(password) })
    },
    change,
    admitGoogle: (account, linkedSub) => admitGoogle(directory, state, account, linkedSub, now()),
    findByGoogle(googleSub) {
      const known = state.federated.get(googleSub)
      return known && directory.find(known.linkedSub ?? googleAccount(googleSub)?.sub ?? '')
    },
  }
}

/** A changed password replaces the configured one. */
async function isCurrentPassword(hash: string | undefined, configured: string | undefined, password: string) {
  if (hash !== undefined) return isPasswordOf(hash, password)
  return configured !== undefined && isSameSecret(configured, password)
}

function admitGoogle(
  directory: Directory,
  { federated }: Pick<DirectoryState, 'federated'>,
  account: GoogleAccount,
  linkedSub: string | null,
  nowMs: number,
): PoolUser {
  const known = federated.get(account.googleSub)
  if (known !== undefined) return present(directory.find(known.linkedSub ?? account.sub))
  federated.set(account.googleSub, { createdAtMs: nowMs, linkedSub })
  directory.addGoogle(account, nowMs, linkedSub)
  return present(directory.find(linkedSub ?? account.sub))
}

function present(user: PoolUser | undefined): PoolUser {
  if (user === undefined) throw new Error('A user that was just added is missing')
  return user
}
