import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect } from 'vitest'
import { localClientId, localOrigin } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { authorizeUrl, callbackUrl, verifier } from './start-pool.ts'
import type { Visitor } from './visitor.ts'

export type TokenSet = { access_token: string; id_token?: string; refresh_token?: string; expires_in: number }

type Fields = Record<string, string | null>

/** Posts a form to one of the pool's paths; a field set to `null` is left out. */
export function post(pool: LocalPool, path: string, fields: Fields, headers: HeadersInit = {}): Promise<Response> {
  const kept = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== null)
  const body = new URLSearchParams(kept)
  return pool.fetch(new Request(`${localOrigin}${path}`, { method: 'POST', body, headers }))
}

/** Exchanges a code as the app does. */
export function exchange(pool: LocalPool, code: string, change: Fields = {}): Promise<Response> {
  const fields = { grant_type: 'authorization_code', client_id: localClientId, code, redirect_uri: callbackUrl }
  return post(pool, '/oauth2/token', { ...fields, code_verifier: verifier, ...change })
}

export function refresh(pool: LocalPool, refreshToken: string | undefined): Promise<Response> {
  const fields = { grant_type: 'refresh_token', client_id: localClientId, refresh_token: refreshToken ?? null }
  return post(pool, '/oauth2/token', fields)
}

/** Reads the code from a callback URL. */
export function codeIn(callback: string): string {
  return new URL(callback).searchParams.get('code') ?? expect.fail(`No code in ${callback}`)
}

/** Signs in as minseo@example.com and exchanges the code. */
export async function signedInTokens(pool: LocalPool, visitor: Visitor, change: Fields = {}): Promise<TokenSet> {
  const callback = await visitor.signIn(authorizeUrl(change), 'minseo@example.com')
  return readTokens(await exchange(pool, codeIn(callback)))
}

/** Reads the tokens of a response, whose status must be 200. */
export async function readTokens(response: Response): Promise<TokenSet> {
  expect(response.status).toBe(200)
  return response.json()
}

export function claims(token: string | undefined): Record<string, unknown> {
  return decodeJwt(token ?? '')
}

export function kid(token: string | undefined): string | undefined {
  return decodeProtectedHeader(token ?? '').kid
}

export function userInfo(pool: LocalPool, accessToken?: string): Promise<Response> {
  const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  return pool.fetch(new Request(`${localOrigin}/oauth2/userInfo`, { headers }))
}
