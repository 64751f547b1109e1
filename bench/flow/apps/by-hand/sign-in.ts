import { clientId, poolOrigin, redirectUri, scope } from '../shared/pool.ts'
import { personOf, readClaims, type Person, type Tokens } from '../shared/person.ts'

/** The least that a sign-in with PKCE is: no renewal, no signature, no second tab, no word when it fails. */
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

export async function exchange(): Promise<Person> {
  const query = new URLSearchParams(location.search)
  const pending = JSON.parse(sessionStorage.getItem('pending') ?? '{}')
  sessionStorage.removeItem('pending')
  if (query.get('state') !== pending.state) throw new Error('The state is another one.')
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code: query.get('code') ?? '',
    code_verifier: pending.verifier,
  }
  const answer = await fetch(`${poolOrigin}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
  if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}`)
  const tokens: Tokens = await answer.json()
  const claims = readClaims(tokens)
  if (claims.nonce !== pending.nonce) throw new Error('The nonce is another one.')
  sessionStorage.setItem('tokens', JSON.stringify(tokens))
  return personOf(claims)
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
