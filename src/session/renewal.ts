import type { User } from 'oidc-client-ts'
import type { CognitoConfig } from './cognito.ts'
import type { Current } from './current.ts'
import { checkIdToken, type IdTokenClaims } from './id-token.ts'
import { failed, ok, type Result } from './result.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, revokeRefreshToken } from './token-endpoint.ts'
import type { CognitoUserManager } from './user-manager.ts'
import { makeUser } from './user.ts'
import type { World } from './world.ts'

export interface Renewed {
  readonly user: User
  readonly lifetimeMs: number
}

interface Surroundings {
  readonly world: World
  readonly config: CognitoConfig
  readonly users: CognitoUserManager
  readonly current: Current
}

const longestWaitForLockMs = 15_000

/**
 * Gives a function that trades the stored refresh token for new tokens and stores them. Calls made while one is under
 * way share it, and in the whole browser only one is under way at a time (a Web Lock): Cognito's rotation would refuse
 * the second.
 *
 * @returns `session-expired` if there is no refresh token or Cognito refuses it, `token-invalid` if the new ID token is
 * somebody else's, or what requestTokens returns. Stores nothing unless it succeeds, and ends no session itself.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function createRenewal(surroundings: Surroundings): () => Promise<Result<Renewed>> {
  const { world, config } = surroundings
  let underWay: Promise<Result<Renewed>> | null = null
  return () => {
    underWay ??= inLock(world, `toyseven.refresh.${config.clientId}`, () => renew(surroundings)).finally(() => {
      underWay = null
    })
    return underWay
  }
}

async function renew({ world, config, users, current }: Surroundings): Promise<Result<Renewed>> {
  const hadPerson = current.user !== null
  // What is stored is newer than what this page remembers, if another tab has renewed.
  const held = (await users.getUser()) ?? current.user
  if (!held?.refresh_token) return failed({ kind: 'session-expired' })
  const answer = await requestTokens(world, config, { grant_type: 'refresh_token', refreshToken: held.refresh_token })
  if (!answer.ok) return answer
  const refreshToken = answer.value.refreshToken ?? held.refresh_token
  const claims = checkRenewed(answer.value, held, config, world)
  // A sign-out while the request was under way: a late answer must not bring the person back.
  const isUnwanted = hadPerson && current.user === null
  if (!claims.ok || isUnwanted) {
    await revokeRefreshToken(world, config, refreshToken)
    return claims.ok ? failed({ kind: 'session-expired' }) : claims
  }
  const idToken = answer.value.idToken ?? held.id_token ?? ''
  const scopes = held.scope ?? config.scopes
  const user = makeUser({ ...answer.value, refreshToken }, claims.value, idToken, scopes, world.clock.wallMs())
  await users.keep(user)
  return ok({ user, lifetimeMs: answer.value.lifetimeSeconds * 1000 })
}

/** A renewed ID token is for the same person, from the same sign-in, and not older (OpenID Connect Core, 12.2). */
function checkRenewed(answer: TokenAnswer, held: User, config: CognitoConfig, world: World): Result<IdTokenClaims> {
  const before: IdTokenClaims = held.profile
  if (answer.idToken === null) return ok(before)
  const expected = { issuer: config.issuer, clientId: config.clientId, nonce: null, wallMs: world.clock.wallMs() }
  const checked = checkIdToken(answer.idToken, expected)
  if (!checked.ok) return checked
  const { sub, iat, auth_time } = checked.value
  if (sub !== before.sub) return changed('sub')
  if (iat < before.iat) return changed('iat')
  if (auth_time !== undefined && auth_time !== before['auth_time']) return changed('auth_time')
  return checked
}

function changed(claim: string): Result<never> {
  return failed({ kind: 'token-invalid', claim, expected: 'that of the sign-in', found: 'another' })
}

/** Waits a bounded time for the lock; where locks are missing, refused or stuck, goes on without. */
async function inLock<T>({ locks, clock }: World, name: string, work: () => Promise<T>): Promise<T> {
  if (locks === null) return work()
  const abort = new AbortController()
  const stopClock = clock.after(longestWaitForLockMs, () => abort.abort())
  let outcome: Promise<T> | undefined
  const start = () => {
    stopClock()
    outcome = work()
    return outcome
  }
  try {
    return await locks.request(name, { signal: abort.signal }, start)
  } catch {
    return await (outcome ?? start())
  }
}
