import { clientId, poolOrigin, redirectUri, scope } from '../shared/pool.ts'
import { userOf, readClaims, type User, type Tokens } from '../shared/person.ts'

/** The minimum of a sign-in with PKCE: no refresh, no signature check, no second tab, no error message. */
export async function leave(): Promise<void> {
  const [state, nonce, verifier] = [random(), random(), random()]
  sessionStorage.setItem('pending', JSON.stringify({ state, nonce, verifier }))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  })
  location.assign(`${poolOrigin}/oauth2/authorize?${query}`)
}

export async function exchange(): Promise<User> {
  const query = new URLSearchParams(location.search)
  const pending = JSON.parse(sessionStorage.getItem('pending') ?? '{}')
  sessionStorage.removeItem('pending')
  if (query.get('state') !== pending.state) throw new Error('The state does not match.')
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code: query.get('code') ?? '',
    code_verifier: pending.verifier,
  }
  const response = await fetch(`${poolOrigin}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
  if (!response.ok) throw new Error(`The token endpoint returned ${response.status}`)
  const tokens: Tokens = await response.json()
  const claims = readClaims(tokens)
  if (claims.nonce !== pending.nonce) throw new Error('The nonce does not match.')
  sessionStorage.setItem('tokens', JSON.stringify(tokens))
  return userOf(claims)
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)))
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
