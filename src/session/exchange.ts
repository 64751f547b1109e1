import { isFromIssuer, type Callback } from './callback.ts'
import { checkAccessTokenHash, checkIdToken, type IdTokenClaims } from './id-token.ts'
import type { Parts } from './parts.ts'
import { isPassing, judgeAuthorizeError, type Problem } from './problem.ts'
import { failed, ok, type Result } from './result.ts'
import { safeReturnTo } from './return-to.ts'
import { withRetries } from './retry.ts'
import type { TokenAnswer } from './token-answer.ts'
import { requestTokens, revokeRefreshToken } from './token-endpoint.ts'
import type { PendingSignIn } from './pending.ts'

/** What became of a callback. */
export type CallbackOutcome =
  | { readonly kind: 'signed-in'; readonly signIn: CheckedSignIn; readonly returnTo: string }
  /** Nobody here asked for it, or it has been answered before. Says nothing of who is signed in. */
  | { readonly kind: 'not-pending'; readonly problem: Problem }
  /** The first sign-in after an account was linked: the same again will work. */
  | { readonly kind: 'start-again'; readonly provider: string | undefined; readonly returnTo: string }
  | {
      readonly kind: 'failed'
      readonly problem: Problem
      readonly returnTo: string
      /** True if the same callback can be answered again: its code may not have been used. */
      readonly mayRepeat: boolean
    }

/** Tokens whose form, and whose ID token's claims, have been checked. */
export interface CheckedSignIn {
  readonly answer: TokenAnswer
  readonly idToken: string
  readonly claims: IdTokenClaims
}

type Surroundings = Pick<Parts, 'world' | 'config' | 'pending' | 'keys'>

/**
 * Finishes the sign-in that a callback answers: finds the pending sign-in by its state, trades the code for tokens and
 * checks whom they are for and who signed them. The token endpoint is called only if the state matches one that began in this tab.
 *
 * After a passing failure the pending sign-in is kept, so that the same callback can be answered again while its code
 * lives. After anything else it is gone.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.7 (state), section 4.5 (PKCE)
 */
export async function answerCallback(surroundings: Surroundings, callback: Callback): Promise<CallbackOutcome> {
  const { world, config, pending: pendings } = surroundings
  const pending = callback.kind === 'malformed' ? null : pendings.read(callback.state)
  if (callback.kind === 'malformed' || pending === null) {
    const problem: Problem = { kind: pendings.hasAny() ? 'state-mismatch' : 'no-pending-sign-in' }
    const states = callback.kind === 'malformed' ? callback.states : [callback.state]
    for (const state of states) pendings.forget(state)
    return { kind: 'not-pending', problem }
  }
  const returnTo = safeReturnTo(pending.returnTo, world.page.origin)
  if (!isFromIssuer(callback, config.issuer)) {
    pendings.forget(pending.state)
    return failedFor({ kind: 'state-mismatch' }, returnTo)
  }
  if (callback.kind === 'code') return exchange(surroundings, pending, callback.code, returnTo)
  pendings.forget(pending.state)
  return judgeRefusal(judgeAuthorizeError(callback.error, callback.description), pending, returnTo)
}

function judgeRefusal(problem: Problem, pending: PendingSignIn, returnTo: string): CallbackOutcome {
  const startsAgain = problem.kind === 'link-retry' && !pending.isLinkRetry
  return startsAgain ? { kind: 'start-again', provider: pending.provider, returnTo } : failedFor(problem, returnTo)
}

function failedFor(problem: Problem, returnTo: string): CallbackOutcome {
  return { kind: 'failed', problem, returnTo, mayRepeat: false }
}

async function exchange(
  surroundings: Surroundings,
  pending: PendingSignIn,
  code: string,
  returnTo: string,
): Promise<CallbackOutcome> {
  const { world, config, pending: pendings, keys } = surroundings
  // Beside the token request: when the tokens are here, so are the keys.
  keys.prefetch()
  const request = { grant_type: 'authorization_code', code, pending } as const
  const answer = await withRetries(world, () => requestTokens(world, config, request))
  if (!answer.ok && mayPass(answer.problem)) {
    return { kind: 'failed', problem: answer.problem, returnTo, mayRepeat: true }
  }
  pendings.forget(pending.state)
  if (!answer.ok) return failedFor(answer.problem, returnTo)
  const { refreshToken } = answer.value
  const checked = await checkSignIn(surroundings, pending, answer.value)
  if (!checked.ok) {
    // What was issued to us in error should not stay alive, known to nobody.
    if (refreshToken !== null) await revokeRefreshToken(world, config, refreshToken)
    return failedFor(checked.problem, returnTo)
  }
  return { kind: 'signed-in', signIn: { answer: answer.value, ...checked.value }, returnTo }
}

/** Unlike a refresh: what came for a code and cannot be read has used the code up. */
function mayPass(problem: Problem): boolean {
  return isPassing(problem) && problem.kind !== 'unreadable'
}

/** The claims, then whose the access token is, then the signature: keys that cannot be had are asked for as patiently as the tokens were. */
async function checkSignIn(
  { world, config, keys }: Surroundings,
  { nonce }: PendingSignIn,
  { idToken, accessToken }: TokenAnswer,
): Promise<Result<{ idToken: string; claims: IdTokenClaims }>> {
  if (idToken === null) return failed({ kind: 'unreadable' })
  const expected = { issuer: config.issuer, clientId: config.clientId, nonce, wallMs: world.clock.wallMs() }
  const claims = checkIdToken(idToken, expected)
  if (!claims.ok) return claims
  const hash = await checkAccessTokenHash(world, claims.value, accessToken)
  if (!hash.ok) return hash
  const signature = await withRetries(world, async () => ({ result: await keys.check(idToken), retryAfterMs: null }))
  return signature.ok ? ok({ idToken, claims: claims.value }) : signature
}
