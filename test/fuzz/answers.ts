import { createHash, createPrivateKey, sign } from 'node:crypto'
import { generatePoolKeys, publicKey, type PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { localConfig } from '../support/local-app.ts'

export type Members = Record<string, unknown>

/** The responses of a minimal token endpoint and key set. They are fast: thousands of responses a second. */
export interface Answers {
  readonly keys: PoolKeys
  /** Returns a valid ID token for a nonce, with these claims changed. */
  readonly idToken: (nonce: string, nowMs: number, change?: Members) => string
  /** Returns a valid token response. */
  readonly good: (nonce: string, nowMs: number) => Members
}

const accessToken = `${'access'.repeat(20)}.${'x'.repeat(40)}.y`

export const atHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')

export async function createAnswers(): Promise<Answers> {
  const keys = await generatePoolKeys()
  const key = createPrivateKey({ key: { ...keys.id }, format: 'jwk' })
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (claims: Members) => {
    const input = `${encode({ alg: 'RS256', kid: keys.id.kid })}.${encode(claims)}`
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
  }
  const claims = (nonce: string, nowMs: number): Members => ({
    iss: localConfig.issuer,
    aud: localConfig.clientId,
    token_use: 'id',
    sub: 'person-1',
    email: 'minseo@example.com',
    name: '김민서',
    nonce,
    iat: Math.floor(nowMs / 1000),
    exp: Math.floor(nowMs / 1000) + 3600,
    at_hash: atHash(accessToken),
  })
  const idToken = (nonce: string, nowMs: number, change: Members = {}) => signed({ ...claims(nonce, nowMs), ...change })
  return {
    keys,
    idToken,
    good: (nonce, nowMs) => ({
      access_token: accessToken,
      id_token: idToken(nonce, nowMs),
      refresh_token: 'refresh-token-of-some-length',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
  }
}

/** The network of one case. It counts the calls, and `answerTokens` makes the responses to token requests. */
export function createNetwork(keys: PoolKeys, answerTokens: (form: URLSearchParams) => Response) {
  const calls: string[] = []
  return {
    countOf: (path: string) => calls.filter((called) => called === path).length,
    fetch: async (url: string, init: RequestInit): Promise<Response> => {
      const { pathname } = new URL(url)
      calls.push(pathname)
      if (pathname.endsWith('/jwks.json')) return Response.json({ keys: [publicKey(keys.id), publicKey(keys.access)] })
      if (pathname === '/oauth2/revoke') return new Response(null, { status: 200 })
      const { body } = init
      return answerTokens(body instanceof URLSearchParams ? body : new URLSearchParams())
    },
  }
}
