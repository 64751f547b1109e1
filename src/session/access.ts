import type { User } from 'oidc-client-ts'
import type { Parts } from './parts.ts'
import type { Problem } from './problem.ts'
import { failed, ok, type Result } from './result.ts'

/** With less life in it than this, a token is renewed before it is handed out. */
const freshMs = 60_000

/** Gives an access token with life in it. If renewing fails in passing, the old one does as long as it lives. */
export async function freshAccessToken(parts: Parts): Promise<Result<string>> {
  const { current } = parts
  if (current.user !== null && current.timeLeftMs() > freshMs) return ok(current.user.access_token)
  const renewed = await renewNow(parts)
  if (renewed.ok) return ok(renewed.value.access_token)
  return current.user !== null && current.timeLeftMs() > 0 ? ok(current.user.access_token) : renewed
}

/** Renews and shows it. A final refusal ends the session; anything else leaves it as it was. */
export async function renewNow({ current, renew }: Parts): Promise<Result<User>> {
  if (current.user === null) return failed({ kind: 'session-expired' })
  current.amend({ renewal: 'running' })
  const renewed = await renew()
  const now = current.state.get()
  if (renewed.ok) {
    if (now.status === 'signed-in') current.hold(renewed.value, now.arrival)
    return ok(renewed.value.user)
  }
  if (current.user !== null && endsSession(renewed.problem)) await current.end(renewed.problem)
  else current.amend({ renewal: current.timeLeftMs() > 0 ? 'idle' : 'waiting' })
  return renewed
}

/** Only a final refusal, or tokens of somebody else, end a session; a wrong set-up or a passing failure do not. */
function endsSession({ kind }: Problem): boolean {
  return kind === 'session-expired' || kind === 'token-invalid'
}
