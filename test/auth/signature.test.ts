import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import type { Session } from '../../src/auth/session/session.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { lastDeparture, load, problemKind, stored } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { keyWith } from '../support/memory-storage.ts'
import { joinNetwork, poolOrigin, tokenUrl } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { open } from '../support/visits.ts'

const network = joinNetwork()
const keysPath = '/ap-northeast-2_toyseven/.well-known/jwks.json'
const keysUrl = `${poolOrigin}${keysPath}`
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

type Parts = { header: Record<string, unknown>; claims: Record<string, unknown>; signature: string }

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString())
const joined = ({ header, claims, signature }: Parts) => [encode(header), encode(claims), signature].join('.')

interface TokenResponse {
  readonly id_token: string
  readonly access_token: string
}

/** Replaces the ID token in the pool's response. */
function forge(change: (token: Parts, response: TokenResponse) => string | Promise<string>): void {
  network.server.use(
    http.post(tokenUrl, async ({ request }) => {
      const response: TokenResponse = await (await pool.fetch(request)).json()
      const [header, claims, signature = ''] = response.id_token.split('.')
      const token = { header: decode(header), claims: decode(claims), signature }
      return HttpResponse.json({ ...response, id_token: await change(token, response) })
    }),
  )
}

/** Opens the callback with a valid code. The session holds the result. */
async function openCallback(): Promise<{ tab: TestTab; session: Session; done: Promise<void> }> {
  const tab = openTab({ clock })
  const before = await load(tab, '/')
  await before.signIn({ returnTo: '/account' })
  const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
  const { session, started } = open(tab, callback.slice(appOrigin.length))
  return { tab, session, done: started }
}

async function publicKey(): Promise<string> {
  const { keys } = await (await pool.fetch(new Request(keysUrl))).json()
  return JSON.stringify(keys[0])
}

const hmac = (secret: string, token: Parts, header: Record<string, unknown>) => {
  const input = `${encode(header)}.${encode(token.claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

describe('an ID token that the pool did not sign', () => {
  it.each<[string, (token: Parts, response: TokenResponse) => string | Promise<string>]>([
    ['A24: alg none', (token) => joined({ ...token, header: { ...token.header, alg: 'none' }, signature: '' })],
    ['A24: alg NONE', (token) => joined({ ...token, header: { ...token.header, alg: 'NONE' } })],
    ['A24: an empty signature', (token) => joined({ ...token, signature: '' })],
    [
      'A25: HS256, signed with the public key',
      async (token) => hmac(await publicKey(), token, { ...token.header, alg: 'HS256' }),
    ],
    ['A25: ES256', (token) => joined({ ...token, header: { ...token.header, alg: 'ES256' } })],
    ['A25: RS384', (token) => joined({ ...token, header: { ...token.header, alg: 'RS384' } })],
    ['A25: no alg', (token) => joined({ ...token, header: { kid: token.header['kid'] } })],
    ['A26: an added claim', (token) => joined({ ...token, claims: { ...token.claims, 'cognito:groups': ['admins'] } })],
    [
      'A26: the signature of another token',
      (token, response) => joined({ ...token, signature: response.access_token.split('.')[2] ?? '' }),
    ],
    ['A26: a truncated signature', (token) => joined({ ...token, signature: token.signature.slice(0, -8) })],
    [
      'A26: a signature that is not base64url',
      (token) => joined({ ...token, signature: `${token.signature.slice(1)}=` }),
    ],
    ['A27: an unknown key id', (token) => joined({ ...token, header: { ...token.header, kid: 'unknown' } })],
    ['A27: no key id', (token) => joined({ ...token, header: { alg: 'RS256' } })],
    ['A27: crit', (token) => joined({ ...token, header: { ...token.header, crit: ['exp'] } })],
    [
      'A27: a key in the header of the token',
      (token) =>
        joined({ ...token, header: { alg: 'RS256', kid: 'x', jku: 'https://evil.example/keys', jwk: { kty: 'RSA' } } }),
    ],
  ])('%s: is discarded, and the tokens are revoked', async (_what, change) => {
    forge(change)
    const { tab, session, done } = await openCallback()
    await done
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'token-invalid', claim: 'signature' } })
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(network.countOf(keysPath)).toBeLessThanOrEqual(2)
    expect(stored(tab)).toBe('')
  })

  it('A32: ends the session when a refresh returns it', async () => {
    const { tab, session, done } = await openCallback()
    await done
    forge((token) => joined({ ...token, claims: { ...token.claims, 'cognito:groups': ['admins'] } }))
    expect(await session.refresh()).toMatchObject({ problem: { kind: 'token-invalid', claim: 'signature' } })
    expect(problemKind(session)).toBe('token-invalid')
    expect(stored(tab)).not.toContain('access_token')
  })
})

describe('a valid signature', () => {
  const makeKey = (modulusLength: number) => {
    const { privateKey, publicKey: ownKey } = generateKeyPairSync('rsa', { modulusLength })
    return {
      privateKey,
      keySet: { keys: [{ ...ownKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] },
    }
  }
  const { privateKey: longKey, keySet: ownKeys } = makeKey(2048)

  /** Replaces the pool's key set with the test's own key, which signs an ID token with a changed header. */
  async function openCallbackWith(change: Record<string, unknown>, keySet: object = ownKeys, privateKey = longKey) {
    network.server.use(http.get(keysUrl, () => HttpResponse.json(keySet)))
    forge((token) => {
      const input = `${encode({ alg: 'RS256', kid: 'own', ...change })}.${encode(token.claims)}`
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    })
    const { session, done } = await openCallback()
    await done
    return session.state()
  }

  it('is accepted', async () => {
    expect(await openCallbackWith({})).toMatchObject({ status: 'signed-in' })
    expect(await openCallbackWith({ typ: 'JWT', jku: 'https://evil.example/keys' })).toMatchObject({
      status: 'signed-in',
    })
  })

  it.each([
    ['A24: with alg none', { alg: 'none' }],
    ['A25: with alg HS256', { alg: 'HS256' }],
    ['A25: with alg RS384', { alg: 'RS384' }],
    ['A25: with an array as alg', { alg: ['RS256'] }],
    ['A27: with crit', { crit: ['exp'] }],
    ['A27: with a key id that is too long', { kid: 'x'.repeat(201) }],
  ])('%s in the header is refused', async (_what, change) => {
    const problem = { kind: 'token-invalid', claim: 'signature', expected: 'RS256' }
    expect(await openCallbackWith(change)).toMatchObject({ status: 'failed', problem })
  })

  it.each([
    ['another use', { use: 'enc' }],
    ['another algorithm', { alg: 'RS512' }],
    ['another type', { kty: 'EC' }],
    ['an invalid modulus', { n: '!'.repeat(342) }],
  ])('is refused when the key has %s', async (_what, change) => {
    const keySet = { keys: ownKeys.keys.map((key) => ({ ...key, ...change })) }
    expect(await openCallbackWith({}, keySet)).toMatchObject({ status: 'failed', problem: { claim: 'signature' } })
  })

  it('is refused when the key is shorter than 2048 bits', async () => {
    const { privateKey, keySet } = makeKey(1024)
    expect(await openCallbackWith({}, keySet, privateKey)).toMatchObject({ problem: { claim: 'signature' } })
  })
})

describe('the keys of the pool', () => {
  it('are requested once, in parallel with the token request', async () => {
    let finish = () => {}
    const finished = new Promise<void>((resolve) => (finish = resolve))
    network.server.use(http.post(tokenUrl, async ({ request }) => (await finished, pool.fetch(request))))
    const { session, done } = await openCallback()
    await network.asked(keysPath)
    finish()
    await done
    expect(session.state().status).toBe('signed-in')
    await session.refresh()
    expect(network.countOf(keysPath)).toBe(1)
  })

  it('A27: are requested once more when a token names an unknown key', async () => {
    const old = { keys: [{ kty: 'RSA', kid: 'old', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'x'.repeat(342) }] }
    network.server.use(http.get(keysUrl, () => HttpResponse.json(old), { once: true }))
    const { session, done } = await openCallback()
    await done
    expect(session.state().status).toBe('signed-in')
    expect(network.countOf(keysPath)).toBe(2)
  })

  it.each([
    ['F45: a server that is down', () => new HttpResponse(null, { status: 503 }), 'server-error'],
    ['F45: a network error', () => HttpResponse.error(), 'network'],
    ['an HTML response', () => HttpResponse.html('<h1>Wi-Fi</h1>'), 'unreadable'],
    ['a response of another shape', () => HttpResponse.json({ keys: 'none' }), 'unreadable'],
  ])('%s: no user is signed in without a verified token, and the tokens are revoked', async (_what, response, kind) => {
    network.server.use(http.get(keysUrl, response))
    const { tab, session, done } = await openCallback()
    await network.asked('/oauth2/token')
    for (let second = 0; second < 30; second += 1) await clock.advance(1_000)
    await done
    expect(problemKind(session)).toBe(kind)
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(stored(tab)).toBe('')
    await session.tryAgain()
    expect(tab.departures).toHaveLength(2)
    expect(lastDeparture(tab).pathname).toBe('/oauth2/authorize')
  })

  it('F45: are requested again after a temporary failure', async () => {
    network.server.use(http.get(keysUrl, () => new HttpResponse(null, { status: 503 }), { once: true }))
    const { session, done } = await openCallback()
    await network.asked('/oauth2/token')
    for (let second = 0; second < 3; second += 1) await clock.advance(1_000)
    await done
    expect(session.state().status).toBe('signed-in')
  })

  it('F45: do not end a session when they are unavailable; a refresh after a reload still succeeds', async () => {
    const { tab, done } = await openCallback()
    await done
    tab.browser.localStorage.removeItem(keyWith(tab.browser.localStorage, 'toyseven.keys.'))
    network.server.use(http.get(keysUrl, () => HttpResponse.error()))
    const { session, started } = open(tab, '/account')
    await started
    await session.refresh()
    expect(session.state()).toMatchObject({ status: 'signed-in', renewed: { by: 'this-tab' } })
  })
})
