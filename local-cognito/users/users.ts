import { randomUUID } from 'node:crypto'
import type { GoogleAccount } from '../config/people-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import { isSameSecret } from '../state/secret.ts'
import type { SrpVerifier, UserChange } from '../state/tables.ts'
import { openDirectory } from './directory.ts'
import type { Directory, DirectoryState, FindGoogleAccount } from './directory.ts'
import { hashPassword, isPasswordOf } from './passwords.ts'
import { makeSrpVerifier } from './srp.ts'
import type { PoolUser } from './user.ts'

/** The users of the pool. */
export type Users = {
  /** Finds a user by `sub`: a configured user, one who signed up here, or one who signed in with Google before. */
  find(sub: string): PoolUser | undefined
  /** Finds a user with a password by e-mail address. Ignores upper and lower case. */
  findByEmail(email: string): PoolUser | undefined
  /** Finds a user as the API does: by user name, by `sub`, or by e-mail address. */
  findByUsername(username: string): PoolUser | undefined
  /** When the user was created and last changed. */
  datesOf(user: PoolUser): { readonly createdAtMs: number; readonly modifiedAtMs: number }
  isPassword(user: PoolUser, password: string): Promise<boolean>
  /** The salt and verifier of the user's password. `undefined` for a user without a password. */
  srpOf(user: PoolUser): SrpVerifier | undefined
  /** Adds a user. Without `change` the address is not confirmed yet. No other user may have the address. */
  add(email: string, name: string, password: string, change?: UserChange): Promise<PoolUser>
  setPassword(user: PoolUser, password: string, change?: UserChange): Promise<void>
  change(user: PoolUser, change: UserChange): void
  /** Removes a user, a configured one too. The address is free again. Tokens and sessions stay in their stores. */
  remove(user: PoolUser): void
  /** Reads the users again, after a change of the state. */
  reload(): void
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
  config: Pick<PoolConfig, 'people' | 'poolId'>,
  state: DirectoryState,
  googleAccount: FindGoogleAccount,
  now: () => number,
): Users {
  const directory = openDirectory(config, state, googleAccount, now())
  /** Configured passwords are in the configuration file, so their verifiers are made when they are needed. */
  const configuredSrp = new Map<string, SrpVerifier>()

  function change(user: PoolUser, changed: UserChange): void {
    if (changed.email !== undefined) directory.moveEmail(user, changed.email)
    state.userChanges.set(user.sub, { ...state.userChanges.get(user.sub), ...changed, modifiedAtMs: now() })
  }

  function srpOf({ sub, username }: PoolUser): SrpVerifier | undefined {
    const changed = state.userChanges.get(sub)
    if (changed?.srp !== undefined) return changed.srp
    const password = changed?.passwordHash === undefined ? directory.configuredPassword(sub) : undefined
    if (password === undefined) return undefined
    const srp = configuredSrp.get(sub) ?? makeSrpVerifier(config.poolId, username, password)
    configuredSrp.set(sub, srp)
    return srp
  }

  return {
    find: (sub) => directory.find(sub),
    findByEmail: (email) => directory.findByEmail(email),
    findByUsername: (username) => directory.findByUsername(username),
    datesOf({ sub }) {
      const createdAtMs = directory.createdAtMs(sub)
      return { createdAtMs, modifiedAtMs: state.userChanges.get(sub)?.modifiedAtMs ?? createdAtMs }
    },
    srpOf,
    all: () => directory.all(),
    isPassword({ sub }, password) {
      return isCurrentPassword(state.userChanges.get(sub)?.passwordHash, directory.configuredPassword(sub), password)
    },
    async add(email, name, password, otherChanges = {}) {
      const sub = randomUUID()
      const secrets = await secretsOf(config, sub, password)
      const createdAtMs = now()
      state.signUps.set(sub, { email, name, createdAtMs })
      state.userChanges.set(sub, { ...otherChanges, ...secrets })
      directory.addSignUp({ sub, email, name, createdAtMs })
      return present(directory.find(sub))
    },
    async setPassword(user, password, otherChanges = {}) {
      change(user, { ...otherChanges, ...(await secretsOf(config, user.username, password)) })
    },
    change,
    remove(user) {
      removeRows(state, user)
      directory.remove(user)
    },
    reload: () => directory.reload(),
    admitGoogle: (account, linkedSub) => admitGoogle(directory, state, account, linkedSub, now()),
    findByGoogle(googleSub) {
      const known = state.federated.get(googleSub)
      return known && directory.find(known.linkedSub ?? googleAccount(googleSub)?.sub ?? '')
    },
  }
}

async function secretsOf(
  { poolId }: Pick<PoolConfig, 'poolId'>,
  username: string,
  password: string,
): Promise<UserChange> {
  return { passwordHash: await hashPassword(password), srp: makeSrpVerifier(poolId, username, password) }
}

function removeRows({ signUps, federated, userChanges }: DirectoryState, { sub, username }: PoolUser): void {
  const isConfigured = signUps.get(sub) === undefined && username === sub
  signUps.delete(sub)
  federated.drop(({ linkedSub }, googleSub) => linkedSub === sub || username === `google_${googleSub}`)
  if (isConfigured) userChanges.set(sub, { isDeleted: true })
  else userChanges.delete(sub)
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
