import { asRecord, isText } from '../encoding/json.ts'
import { failed, ok, type Result } from '../result.ts'

/** A successful token response whose form has been checked. */
export interface TokenResponse {
  readonly accessToken: string
  /** Seconds from its receipt. */
  readonly lifetimeSeconds: number
  readonly idToken: string | null
  /** Null for a refresh without rotation: the previous one stays valid. */
  readonly refreshToken: string | null
}

/**
 * Checks the form of a successful token response.
 *
 * @param body the parsed JSON
 * @returns `unreadable` if a member is missing or of another type.
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.1
 */
export function readTokenResponse(body: unknown): Result<TokenResponse> {
  const { access_token, token_type, expires_in, id_token, refresh_token } = asRecord(body)
  if (!isText(access_token) || !isBearer(token_type) || !isLifetime(expires_in)) return failed({ kind: 'unreadable' })
  if (!isTextOrAbsent(id_token) || !isTextOrAbsent(refresh_token)) return failed({ kind: 'unreadable' })
  return ok({
    accessToken: access_token,
    lifetimeSeconds: expires_in,
    idToken: id_token ?? null,
    refreshToken: refresh_token ?? null,
  })
}

function isTextOrAbsent(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || isText(value)
}

function isBearer(value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'bearer'
}

function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
