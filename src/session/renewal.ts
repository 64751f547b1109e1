import { adopt } from './adopt.ts'
import type { CognitoConfig } from './cognito.ts'
import { checkAccessTokenHash, checkIdToken, type IdTokenClaims } from './id-token.ts'
import { inLock } from './lock.ts'
import { newestSession } from './newest.ts'
import type { Parts } from './parts.ts'
import type { Problem } from './problem.ts'
import { failed, ok, type Result } from './result.ts'
import { pause, withRetries, type Attempt } from './retry.ts'
import { isNewer, makeSessionUser, type SessionUser } from './session-user.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, revokeRefreshToken } from './token-endpoint.ts'
import { lifeOf } from './token-life.ts'

export interface Renewal {
  /**
   * Gives the session with new tokens: those that another tab has got meanwhile, or else those for which the refresh
   * token is traded. They are shown, stored and announced. Calls made while one is under way share it, and in the
   * whole browser only one request is under way at a time: Cognito's rotation would refuse the second.
   *
   * @param since what the caller wants something newer than
   * @returns `session-expired` if there is no refresh token, Cognito refuses it, or nobody is signed in any more;
   * `token-invalid` if the new ID token is somebody else's; or what requestTokens returns. Changes nothing unless it
   * succeeds, and ends no session itself.
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  renew(since: SessionUser): Promise<Result<SessionUser>>
  /** Resolves when nothing is under way. */
  rest(): Promise<unknown>
  /** The last failure, if nothing has succeeded since. */
  lastFailure(): Failure | null
}

interface Failure {
  readonly problem: Problem
  readonly atMonotonicMs: number
}

type Surroundings = Omit<Parts, 'renewal'>

interface Renewed {
  readonly claims: IdTokenClaims
  readonly idToken: string
}

/** Without locks, the tab that won the race may still be waiting for its answer. */
const raceMs = 1_000

/** @param parts is asked once a renewal is asked for, since each of them needs the others */
export function createRenewal(parts: () => Surroundings): Renewal {
  let underWay: { readonly sessionId: string; readonly result: Promise<Result<SessionUser>> } | null = null
  let lastFailure: Failure | null = null
  const run = async (since: SessionUser) => {
    const { world, current } = parts()
    const note = (problem: Problem) => {
      lastFailure = { problem, atMonotonicMs: world.clock.monotonicMs() }
    }
    const errand = new Errand(parts(), since)
    const result = await withRetries(
      world,
      () => errand.attempt(),
      (problem) => {
        note(problem)
        if (errand.isWanted(since)) current.showDelay(since)
      },
    )
    if (result.ok) lastFailure = null
    else note(result.problem)
    return result
  }
  return {
    lastFailure: () => lastFailure,
    rest: async () => underWay?.result,
    renew(since) {
      if (underWay?.sessionId === since.session.id) return underWay.result
      // What is under way for a session that has made way for this one says nothing of this one. It ends first, since
      // a page that stood in line for the lock twice could not be told from one that hangs.
      const before = underWay?.result ?? Promise.resolve()
      const result = before
        .then(() => run(since))
        .finally(() => {
          if (underWay?.result === result) underWay = null
        })
      underWay = { sessionId: since.session.id, result }
      return result
    },
  }
}

/** One renewal, with all its tries. */
class Errand {
  readonly #parts: Surroundings
  readonly #since: SessionUser
  readonly #departures: number

  constructor(parts: Surroundings, since: SessionUser) {
    this.#parts = parts
    this.#since = since
    this.#departures = parts.current.departures
  }

  async attempt(): Promise<Attempt<SessionUser>> {
    const { world, config } = this.#parts
    const attempt = await inLock(world, `toyseven.refresh.${config.clientId}`, (isInTime) =>
      this.#attemptInLock(isInTime),
    )
    // Its turn did not come, since others waited for the same slow network.
    return attempt ?? tooLate
  }

  /** Looks first: whoever held the lock before may have renewed for all. */
  async #attemptInLock(isInTime: () => boolean): Promise<Attempt<SessionUser>> {
    const { world } = this.#parts
    const newest = await newestSession(this.#parts)
    if (newest === null || !this.isWanted(newest)) return ended
    if (this.#isUsable(newest, this.#since)) return final(ok(await adopt(this.#parts, newest)))
    if (!isInTime()) return tooLate
    const attempt = await this.#trade(newest)
    if (!this.#isRefused(attempt, newest)) return attempt
    // Refused. One more look, before a session ends that another tab has just renewed.
    if (world.locks === null) await pause(world.clock, raceMs)
    const later = await newestSession(this.#parts)
    if (later === null || !isNewer(later, newest) || !this.isWanted(later)) return attempt
    if (this.#isUsable(later, newest)) return final(ok(await adopt(this.#parts, later)))
    return isInTime() ? this.#trade(later) : tooLate
  }

  async #trade(held: SessionUser): Promise<Attempt<SessionUser>> {
    const { world, config } = this.#parts
    const { refresh_token: refreshToken } = held
    if (refreshToken === undefined) return ended
    this.#parts.keys.prefetch()
    const { result, retryAfterMs } = await requestTokens(world, config, { grant_type: 'refresh_token', refreshToken })
    return result.ok ? final(await this.#take(held, result.value, refreshToken)) : { result, retryAfterMs }
  }

  async #take(held: SessionUser, answer: TokenAnswer, usedToken: string): Promise<Result<SessionUser>> {
    const { world, config, current, users, tabs } = this.#parts
    const refreshToken = answer.refreshToken ?? usedToken
    const renewed = await this.#checkRenewed(answer, held)
    // A sign-out while the request was under way: a late answer must not bring the person back.
    if (!renewed.ok || !this.isWanted(held)) {
      await revokeRefreshToken(world, config, refreshToken)
      return renewed.ok ? ended.result : renewed
    }
    const { session, scope = config.scopes } = held
    const { claims, idToken } = renewed.value
    const facts = { ...session, generation: session.generation + 1, receivedAtMs: world.clock.wallMs() }
    const user = makeSessionUser({ ...answer, refreshToken }, claims, idToken, scope, facts)
    current.hold(user, 'this-tab')
    users.keep(user)
    tabs.announce('look', user)
    return ok(user)
  }

  /**
   * The claims and the ID token to go on with. Those of the sign-in stay where there is no new token, or its key is not
   * here: a refresh token that was just rotated must not wait for keys before it is stored.
   */
  async #checkRenewed(answer: TokenAnswer, held: SessionUser): Promise<Result<Renewed>> {
    const { world, config, keys } = this.#parts
    const before = { claims: held.profile, idToken: held.id_token ?? '' }
    if (answer.idToken === null) return ok(before)
    const claims = checkRenewed(answer.idToken, held, config)
    if (!claims.ok) return claims
    const hash = await checkAccessTokenHash(world, claims.value, answer.accessToken)
    if (!hash.ok) return hash
    const signature = await keys.checkAtOnce(answer.idToken)
    if (signature === null) return ok(before)
    return signature.ok ? ok({ claims: claims.value, idToken: answer.idToken }) : signature
  }

  #isRefused({ result }: Attempt<SessionUser>, held: SessionUser): boolean {
    return !result.ok && result.problem.kind === 'session-expired' && this.isWanted(held)
  }

  /** False once the person has signed out, or somebody else has signed in. */
  isWanted(user: SessionUser): boolean {
    const { current, marker } = this.#parts
    const isSame = user.session.id === this.#since.session.id
    return isSame && current.departures === this.#departures && marker.allows(user)
  }

  #isUsable(user: SessionUser, since: SessionUser): boolean {
    return isNewer(user, since) && !lifeOf(user, this.#parts.world.clock).endsSoon()
  }
}

/**
 * A renewed ID token is for the same person, from the same sign-in, and not older (OpenID Connect Core, 12.2). The
 * device's clock has no say here: it may have been set since the sign-in, and the session goes on.
 */
function checkRenewed(idToken: string, held: SessionUser, config: CognitoConfig): Result<IdTokenClaims> {
  const before: IdTokenClaims = held.profile
  const expected = { issuer: config.issuer, clientId: config.clientId, nonce: null, wallMs: null }
  const checked = checkIdToken(idToken, expected)
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

function final(result: Result<SessionUser>): Attempt<SessionUser> {
  return { result, retryAfterMs: null }
}

const tooLate = final(failed({ kind: 'timeout' }))
const ended = final(failed({ kind: 'session-expired' }))
