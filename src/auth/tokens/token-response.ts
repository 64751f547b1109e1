import { asRecord, isText } from '../encoding/json.ts'
import { failed, ok, type Result } from '../result.ts'

/** A successful token response whose form has been checked. */
export interface TokenResponse {
  readonly access_token: string
  /** Seconds from its receipt. */
  readonly expires_in: number
  readonly id_token: string | null
  /** Null for a refresh without rotation: the previous one stays valid. */
  readonly refresh_token: string | null
}

/**
 * Checks the form of a successful token response.
 *
 * @param body the parsed JSON
 * @returns `unreadable` if a member is missing or of another type.
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.1
 */
export function readTokenResponse(body: unknown): Result<TokenResponse> {
  const { access_token, token_type, expires_in, id_token: id, refresh_token: refresh } = asRecord(body)
  const id_token = id ?? null
  const refresh_token = refresh ?? null
  const isBearer = typeof token_type === 'string' && token_type.toLowerCase() === 'bearer'
  if (!isBearer || !isText(access_token) || !isLifetime(expires_in)) return failed({ kind: 'unreadable' })
  if (!isTextOrNull(id_token) || !isTextOrNull(refresh_token)) return failed({ kind: 'unreadable' })
  return ok({ access_token, expires_in, id_token, refresh_token })
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value)
}

function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
