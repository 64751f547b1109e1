import { decodePayload } from '../tokens/id-token.ts'
import type { UserRecord } from '../store/user-record.ts'

/**
 * How long ago the user proved who they are, to the pool or to its provider: the claim `auth_time`, which a refresh does
 * not change. NaN if the ID token does not say so.
 *
 * Both times of the token are the pool's, and the time since is the device's, so that their clocks need not agree. A
 * sign-in without a password leaves `auth_time` in the past.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export function authAgeMs({ id_token, session }: UserRecord, wallMs: number): number {
  const { iat, auth_time } = decodePayload(id_token) ?? {}
  const atReceiptMs = (Number(iat) - Number(auth_time)) * 1000
  // A refresh keeps the ID token of before if it cannot check the new one.
  return Math.max(atReceiptMs + wallMs - session.receivedAtMs, wallMs - session.signedInAtMs)
}
