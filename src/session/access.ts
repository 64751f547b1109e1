import { endSession } from './leave.ts'
import type { Parts } from './parts.ts'
import type { Problem } from './problem.ts'
import { failed, ok, type Result } from './result.ts'
import { pause } from './retry.ts'
import type { SessionUser } from './session-user.ts'

/** A page that waits for a token should rather say so than wait for ever. */
const longestWaitMs = 10_000
/** For so long after a failure nobody else asks: an app that calls and calls must not become a storm. */
const restMs = 5_000

/**
 * Gives an access token with life in it. If renewing fails in passing, the old one does as long as it lives. Waits
 * 10 s at most; what is under way then goes on.
 */
export async function freshAccessToken(parts: Parts): Promise<Result<string>> {
  const { current, marker, renewal, world } = parts
  // Another tab may have signed out this very moment.
  if (current.user !== null && !marker.allows(current.user)) await parts.follow()
  if (current.user !== null && !isDue(parts)) return ok(current.user.access_token)
  const slow = pause(world.clock, longestWaitMs).then(() =>
    failed(renewal.lastFailure()?.problem ?? { kind: 'timeout' }),
  )
  const renewed = restingFailure(parts) ?? (await Promise.race([renewNow(parts), slow]))
  if (renewed.ok) return ok(renewed.value.access_token)
  const isAlive = current.user !== null && marker.allows(current.user) && timeLeftMs(parts) > 0
  return isAlive && current.user !== null ? ok(current.user.access_token) : renewed
}

export function timeLeftMs({ current }: Parts): number {
  return current.life?.leftMs() ?? 0
}

/** Renews and shows it. A final refusal ends the session; anything else leaves it as it was. */
export async function renewNow(parts: Parts): Promise<Result<SessionUser>> {
  const { current, marker, renewal } = parts
  const held = current.user
  if (held === null) return failed({ kind: 'session-expired' })
  // Somebody who sees that the app waits should not see that come and go.
  if (timeLeftMs(parts) > 0) current.amend({ renewal: 'running' })
  const renewed = await renewal.renew(held)
  // What another tab has brought meanwhile has nothing to do with this failure.
  if (renewed.ok || current.user !== held) return renewed
  if (!marker.allows(held)) await parts.follow()
  else if (endsSession(renewed.problem)) endHere(parts, held, renewed.problem)
  else current.showDelay(held)
  return renewed
}

/** While nobody answers, a token that still lives is handed out without waiting for a new one. */
function isDue({ current, renewal }: Parts): boolean {
  if (current.life === null) return true
  return renewal.lastFailure() === null ? current.life.endsSoon() : current.life.leftMs() === 0
}

/** Says so to the other tabs, which hold the same refresh token. */
function endHere(parts: Parts, user: SessionUser, problem: Problem): void {
  endSession(parts, user, problem)
  parts.tabs.announce('look', null)
}

/** Only a final refusal, or tokens of somebody else, end a session; a wrong set-up or a passing failure do not. */
export function endsSession({ kind }: Problem): boolean {
  return kind === 'session-expired' || kind === 'token-invalid'
}

function restingFailure({ renewal, world }: Parts): Result<never> | null {
  const failure = renewal.lastFailure()
  if (failure === null) return null
  return world.clock.monotonicMs() - failure.atMonotonicMs < restMs ? failed(failure.problem) : null
}
