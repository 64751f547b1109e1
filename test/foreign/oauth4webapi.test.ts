import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { localClientId, localIssuer } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { callbackUrl, startPool } from '../local-cognito/start-pool.ts'
import type { Visitor } from '../local-cognito/visitor.ts'

const client: oauth.Client = { client_id: localClientId }
const auth = oauth.None()

type Sent = { method: string; headers: Record<string, string>; body?: BodyInit | null | undefined }

/** Options of the library: it sends its requests to the pool, and it allows plain http on this computer. */
function connect(pool: LocalPool) {
  return {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url: string, { method, headers, body }: Sent) =>
      pool.fetch(new Request(url, { method, headers, body: body ?? null })),
  }
}

async function discover(pool: LocalPool): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(localIssuer)
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, connect(pool)))
}

async function signIn(pool: LocalPool, visitor: Visitor) {
  const as = await discover(pool)
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ]
  const query = new URLSearchParams({
    client_id: localClientId,
    redirect_uri: callbackUrl,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const back = new URL(await visitor.signIn(`${as.authorization_endpoint}?${query}`, 'minseo@example.com'))
  const parameters = oauth.validateAuthResponse(as, client, back, state)
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    auth,
    parameters,
    callbackUrl,
    verifier,
    connect(pool),
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(as, response, connect(pool))
  return { as, tokens }
}

describe('oauth4webapi', () => {
  it('discovers the pool, signs in with PKCE and checks the signature of the ID token', async () => {
    const { pool, visitor } = await startPool({ now: Date.now })
    const { tokens } = await signIn(pool, visitor)
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ email: 'minseo@example.com', email_verified: true })
  })

  it('requests userInfo, refreshes the tokens and revokes them', async () => {
    const { pool, visitor } = await startPool({ now: Date.now })
    const { as, tokens } = await signIn(pool, visitor)
    const sub = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
    const userInfo = await oauth.userInfoRequest(as, client, tokens.access_token, connect(pool))
    expect(await oauth.processUserInfoResponse(as, client, sub, userInfo)).toMatchObject({ email_verified: 'true' })
    const { refresh_token = '' } = tokens
    const refreshed = await oauth.refreshTokenGrantRequest(as, client, auth, refresh_token, connect(pool))
    const next = await oauth.processRefreshTokenResponse(as, client, refreshed)
    const revoked = await oauth.revocationRequest(as, client, auth, next.refresh_token ?? '', connect(pool))
    await oauth.processRevocationResponse(revoked)
    const late = await oauth.refreshTokenGrantRequest(as, client, auth, next.refresh_token ?? '', connect(pool))
    await expect(oauth.processRefreshTokenResponse(as, client, late)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('reads the errors of the callback and of the token endpoint', async () => {
    const { pool, visitor } = await startPool({ now: Date.now })
    const as = await discover(pool)
    const query = new URLSearchParams({ client_id: localClientId, redirect_uri: callbackUrl, response_type: 'code' })
    query.set('prompt', 'none')
    query.set('state', 'abc')
    const back = new URL((await visitor.open(`${as.authorization_endpoint}?${query}`)).url)
    expect(() => oauth.validateAuthResponse(as, client, back, 'abc')).toThrow(
      expect.objectContaining({ error: 'login_required' }),
    )
    const bogus = oauth.validateAuthResponse(as, client, new URLSearchParams({ code: 'x', state: 'abc' }), 'abc')
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      auth,
      bogus,
      callbackUrl,
      'v'.repeat(43),
      connect(pool),
    )
    await expect(oauth.processAuthorizationCodeResponse(as, client, response)).rejects.toMatchObject({
      error: 'invalid_grant',
      status: 400,
    })
  })
})
