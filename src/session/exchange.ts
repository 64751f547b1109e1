import type { Callback } from './callback.ts'
import type { CognitoConfig } from './cognito.ts'
import { checkIdToken, type IdTokenClaims } from './id-token.ts'
import { isPassing, judgeAuthorizeError, type Problem } from './problem.ts'
import { failed, ok } from './result.ts'
import { safeReturnTo } from './return-to.ts'
import { withRetries } from './retry.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, revokeRefreshToken } from './token-endpoint.ts'
import type { CognitoUserManager, PendingSignIn } from './user-manager.ts'
import type { World } from './world.ts'

/** What became of a callback. */
export type CallbackOutcome =
  | { readonly kind: 'signed-in'; readonly signIn: CheckedSignIn; readonly returnTo: string }
  /** Nobody here asked for it, or it has been answered before. Says nothing of who is signed in. */
  | { readonly kind: 'not-pending'; readonly problem: Problem }
  /** The first sign-in after an account was linked: the same again will work. */
  | { readonly kind: 'start-again'; readonly provider: string | undefined; readonly returnTo: string }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly returnTo: string }

/** Tokens whose form, and whose ID token's claims, have been checked. */
export interface CheckedSignIn {
  readonly answer: TokenAnswer
  readonly idToken: string
  readonly claims: IdTokenClaims
}

interface Surroundings {
  readonly world: World
  readonly config: CognitoConfig
  readonly users: CognitoUserManager
}

/**
 * Finishes the sign-in that a callback answers: finds the pending sign-in by its state, trades the code for tokens and
 * checks whom they are for. The token endpoint is called only if the state matches one that began in this tab.
 *
 * After a passing failure the pending sign-in is kept, so that the same callback can be answered again while its code
 * lives. After anything else it is gone.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.7 (state), section 4.5 (PKCE)
 */
export async function answerCallback(surroundings: Surroundings, callback: Callback): Promise<CallbackOutcome> {
  const { world, config, users } = surroundings
  const pending = callback.kind === 'malformed' ? null : await users.readPending(callback.state)
  if (callback.kind === 'malformed' || pending === null) {
    return {
      kind: 'not-pending',
      problem: { kind: (await users.hasPending()) ? 'state-mismatch' : 'no-pending-sign-in' },
    }
  }
  const returnTo = safeReturnTo(pending.returnTo, world.page.origin)
  // Another issuer's answer under our state is a mix-up (RFC 9207). Cognito sends none.
  if (callback.issuer !== null && callback.issuer !== config.issuer) {
    await users.forgetPending(pending.state)
    return { kind: 'failed', problem: { kind: 'state-mismatch' }, returnTo }
  }
  if (callback.kind === 'code') return exchange(surroundings, pending, callback.code, returnTo)
  await users.forgetPending(pending.state)
  return judgeRefusal(judgeAuthorizeError(callback.error, callback.description), pending, returnTo)
}

function judgeRefusal(problem: Problem, pending: PendingSignIn, returnTo: string): CallbackOutcome {
  const startsAgain = problem.kind === 'link-retry' && !pending.isLinkRetry
  return startsAgain
    ? { kind: 'start-again', provider: pending.provider, returnTo }
    : { kind: 'failed', problem, returnTo }
}

async function exchange(
  surroundings: Surroundings,
  pending: PendingSignIn,
  code: string,
  returnTo: string,
): Promise<CallbackOutcome> {
  const { world, config, users } = surroundings
  const request = { grant_type: 'authorization_code', code, pending } as const
  const answer = await withRetries(world, () => requestTokens(world, config, request))
  if (!answer.ok && isPassing(answer.problem)) return { kind: 'failed', problem: answer.problem, returnTo }
  await users.forgetPending(pending.state)
  if (!answer.ok) return { kind: 'failed', problem: answer.problem, returnTo }
  const { idToken, refreshToken } = answer.value
  const checked = checkSignIn(surroundings, pending, idToken)
  if (!checked.ok) {
    // What was issued to us in error should not stay alive, known to nobody.
    if (refreshToken !== null) await revokeRefreshToken(world, config, refreshToken)
    return { kind: 'failed', problem: checked.problem, returnTo }
  }
  return { kind: 'signed-in', signIn: { answer: answer.value, ...checked.value }, returnTo }
}

function checkSignIn({ world, config }: Surroundings, { nonce }: PendingSignIn, idToken: string | null) {
  if (idToken === null) return failed({ kind: 'unreadable' })
  const expected = { issuer: config.issuer, clientId: config.clientId, nonce, wallMs: world.clock.wallMs() }
  const claims = checkIdToken(idToken, expected)
  return claims.ok ? ok({ idToken, claims: claims.value }) : claims
}
