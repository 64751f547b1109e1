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

interface Answer {
  readonly id_token: string
  readonly access_token: string
}

/** Lets the pool answer, and puts another ID token in the place of its own. */
function forge(change: (token: Parts, answer: Answer) => string | Promise<string>): void {
  network.server.use(
    http.post(tokenUrl, async ({ request }) => {
      const answer: Answer = await (await pool.fetch(request)).json()
      const [header, claims, signature = ''] = answer.id_token.split('.')
      const token = { header: decode(header), claims: decode(claims), signature }
      return HttpResponse.json({ ...answer, id_token: await change(token, answer) })
    }),
  )
}

/** Comes back with a good code; what becomes of it is in the session. */
async function comeBack(): Promise<{ tab: TestTab; session: Session; done: Promise<void> }> {
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
  it.each<[string, (token: Parts, answer: Answer) => string | Promise<string>]>([
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
    ['A26: a claim added', (token) => joined({ ...token, claims: { ...token.claims, 'cognito:groups': ['admins'] } })],
    [
      'A26: the signature of another token',
      (token, answer) => joined({ ...token, signature: answer.access_token.split('.')[2] ?? '' }),
    ],
    ['A26: a signature cut short', (token) => joined({ ...token, signature: token.signature.slice(0, -8) })],
    [
      'A26: a signature that is no base64url',
      (token) => joined({ ...token, signature: `${token.signature.slice(1)}=` }),
    ],
    ['A27: another key’s id', (token) => joined({ ...token, header: { ...token.header, kid: 'unknown' } })],
    ['A27: no key id', (token) => joined({ ...token, header: { alg: 'RS256' } })],
    ['A27: crit', (token) => joined({ ...token, header: { ...token.header, crit: ['exp'] } })],
    [
      'A27: a key of its own',
      (token) =>
        joined({ ...token, header: { alg: 'RS256', kid: 'x', jku: 'https://evil.example/keys', jwk: { kty: 'RSA' } } }),
    ],
  ])('%s: is thrown away and revoked', async (_what, change) => {
    forge(change)
    const { tab, session, done } = await comeBack()
    await done
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'token-invalid', claim: 'signature' } })
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(network.countOf(keysPath)).toBeLessThanOrEqual(2)
    expect(stored(tab)).toBe('')
  })

  it('A32: ends the session when it comes with a refresh', async () => {
    const { tab, session, done } = await comeBack()
    await done
    forge((token) => joined({ ...token, claims: { ...token.claims, 'cognito:groups': ['admins'] } }))
    expect(await session.refresh()).toMatchObject({ problem: { kind: 'token-invalid', claim: 'signature' } })
    expect(problemKind(session)).toBe('token-invalid')
    expect(stored(tab)).not.toContain('access_token')
  })
})

describe('a signature that fits', () => {
  const makeKey = (modulusLength: number) => {
    const { privateKey, publicKey: ownKey } = generateKeyPairSync('rsa', { modulusLength })
    return {
      privateKey,
      keySet: { keys: [{ ...ownKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] },
    }
  }
  const { privateKey: longKey, keySet: ownKeys } = makeKey(2048)

  /** The pool's key set holds a key of the test's, which signs whatever header the test likes. */
  async function comeBackWith(change: Record<string, unknown>, keySet: object = ownKeys, privateKey = longKey) {
    network.server.use(http.get(keysUrl, () => HttpResponse.json(keySet)))
    forge((token) => {
      const input = `${encode({ alg: 'RS256', kid: 'own', ...change })}.${encode(token.claims)}`
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    })
    const { session, done } = await comeBack()
    await done
    return session.state()
  }

  it('is taken', async () => {
    expect(await comeBackWith({})).toMatchObject({ status: 'signed-in' })
    expect(await comeBackWith({ typ: 'JWT', jku: 'https://evil.example/keys' })).toMatchObject({ status: 'signed-in' })
  })

  it.each([
    ['A24: none', { alg: 'none' }],
    ['A25: HS256', { alg: 'HS256' }],
    ['A25: RS384', { alg: 'RS384' }],
    ['A25: a list', { alg: ['RS256'] }],
    ['A27: crit', { crit: ['exp'] }],
    ['A27: a key id that is too long', { kid: 'x'.repeat(201) }],
  ])('is refused all the same under %s', async (_what, change) => {
    const problem = { kind: 'token-invalid', claim: 'signature', expected: 'RS256' }
    expect(await comeBackWith(change)).toMatchObject({ status: 'failed', problem })
  })

  it.each([
    ['another use', { use: 'enc' }],
    ['another algorithm', { alg: 'RS512' }],
    ['another kind', { kty: 'EC' }],
    ['a modulus that is none', { n: '!'.repeat(342) }],
  ])('is refused where the key has %s', async (_what, change) => {
    const keySet = { keys: ownKeys.keys.map((key) => ({ ...key, ...change })) }
    expect(await comeBackWith({}, keySet)).toMatchObject({ status: 'failed', problem: { claim: 'signature' } })
  })

  it('is refused where the key is shorter than 2048 bits', async () => {
    const { privateKey, keySet } = makeKey(1024)
    expect(await comeBackWith({}, keySet, privateKey)).toMatchObject({ problem: { claim: 'signature' } })
  })
})

describe('the keys of the pool', () => {
  it('are asked for beside the token request, once', async () => {
    let finish = () => {}
    const isHeld = new Promise<void>((resolve) => (finish = resolve))
    network.server.use(http.post(tokenUrl, async ({ request }) => (await isHeld, pool.fetch(request))))
    const { session, done } = await comeBack()
    await network.asked(keysPath)
    finish()
    await done
    expect(session.state().status).toBe('signed-in')
    await session.refresh()
    expect(network.countOf(keysPath)).toBe(1)
  })

  it('A27: are asked for once more when a token names one that is not among them', async () => {
    const old = { keys: [{ kty: 'RSA', kid: 'old', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'x'.repeat(342) }] }
    network.server.use(http.get(keysUrl, () => HttpResponse.json(old), { once: true }))
    const { session, done } = await comeBack()
    await done
    expect(session.state().status).toBe('signed-in')
    expect(network.countOf(keysPath)).toBe(2)
  })

  it.each([
    ['F45: a server that is down', () => new HttpResponse(null, { status: 503 }), 'server-error'],
    ['F45: no network', () => HttpResponse.error(), 'network'],
    ['HTML', () => HttpResponse.html('<h1>Wi-Fi</h1>'), 'unreadable'],
    ['another shape', () => HttpResponse.json({ keys: 'none' }), 'unreadable'],
  ])('%s: nobody is signed in unchecked, and the tokens are revoked', async (_what, answer, kind) => {
    network.server.use(http.get(keysUrl, answer))
    const { tab, session, done } = await comeBack()
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

  it('F45: that cannot be had for a moment are waited for', async () => {
    network.server.use(http.get(keysUrl, () => new HttpResponse(null, { status: 503 }), { once: true }))
    const { session, done } = await comeBack()
    await network.asked('/oauth2/token')
    for (let second = 0; second < 3; second += 1) await clock.advance(1_000)
    await done
    expect(session.state().status).toBe('signed-in')
  })

  it('F45: that are away do not end a session: after a reload a refresh goes on with what the sign-in said', async () => {
    const { tab, done } = await comeBack()
    await done
    tab.browser.localStorage.removeItem(keyWith(tab.browser.localStorage, 'toyseven.keys.'))
    network.server.use(http.get(keysUrl, () => HttpResponse.error()))
    const { session, started } = open(tab, '/account')
    await started
    await session.refresh()
    expect(session.state()).toMatchObject({ status: 'signed-in', renewed: { by: 'this-tab' } })
  })
})
