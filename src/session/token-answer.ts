import { members } from './json.ts'
import { failed, ok, type Result } from './result.ts'

/** What the token endpoint gave, once its form has been judged. Not yet who it is for. */
export interface TokenAnswer {
  readonly accessToken: string
  /** Seconds from its receipt. */
  readonly lifetimeSeconds: number
  readonly idToken: string | null
  /** Null where rotation is off and this is a refresh: the one before stays valid. */
  readonly refreshToken: string | null
}

/**
 * Judges the form of a successful token answer.
 *
 * @param body the parsed JSON
 * @returns `unreadable` if anything is missing or of another form.
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.1
 */
export function readTokenAnswer(body: unknown): Result<TokenAnswer> {
  const { access_token, token_type, expires_in, id_token, refresh_token } = members(body)
  if (!isText(access_token) || !isBearer(token_type) || !isLifetime(expires_in)) return failed({ kind: 'unreadable' })
  if (!isTextOrNone(id_token) || !isTextOrNone(refresh_token)) return failed({ kind: 'unreadable' })
  return ok({
    accessToken: access_token,
    lifetimeSeconds: expires_in,
    idToken: id_token ?? null,
    refreshToken: refresh_token ?? null,
  })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTextOrNone(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || isText(value)
}

function isBearer(value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'bearer'
}

function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
