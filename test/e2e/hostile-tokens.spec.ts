import type { Page } from '@playwright/test'
import { encode, type Break, type HostileProvider, type TokenAnswer } from '../hostile/provider.ts'
import { someOf } from '../support/soak.ts'
import { expect, test } from './fixtures.ts'
import { expectRejected, rememberAtPool, signInBroken } from './rejection.ts'

const minseo = 'minseo@example.com'
const client = 'local-web-client'
const now = () => Math.floor(Date.now() / 1000)

type Cases = readonly (readonly [string, Break])[]

/** Tries the cases one after the other in one tab, and expects the same error for each. */
async function expectAllRejected(page: Page, provider: HostileProvider, kind: string, cases: Cases): Promise<void> {
  await rememberAtPool(page)
  for (const [what, broken] of someOf(cases)) {
    await test.step(what, async () => {
      await signInBroken(page, provider, broken)
      await expectRejected(page, provider, { kind, tokenCalls: 1 })
    })
  }
  // The guarded page stays closed: it redirects to the hosted UI.
  const leaving = page.waitForRequest(/\/oauth2\/authorize\?/)
  await page.goto('/account')
  await leaving
}

async function expectAccepted(page: Page, provider: HostileProvider, cases: Cases): Promise<void> {
  for (const [what, broken] of someOf(cases)) {
    await test.step(`${what} is accepted`, async () => {
      await page.evaluate(() => {
        sessionStorage.clear()
        localStorage.clear()
      })
      await signInBroken(page, provider, broken)
      await expect(page.getByText(minseo)).toBeVisible()
    })
  }
}

const claims = (id: string, name: string, values: readonly unknown[]): Cases =>
  values.map((value) => [`${id}: ${name} ${JSON.stringify(value ?? null).slice(0, 60)}`, { claims: { [name]: value } }])

const issuer = 'http://127.0.0.1:9229/ap-northeast-2_toyseven'
const withPart = (token: string, index: number, part: string) => token.split('.').with(index, part).join('.')

const rows: Readonly<Record<string, () => Cases>> = {
  'A19: an ID token of another issuer is refused': () =>
    claims('A19', 'iss', ['http://127.0.0.1:9229/ap-northeast-2_other', `${issuer}/`, [issuer], undefined]),
  'A20: an ID token for another audience is refused': () => [
    ...claims('A20', 'aud', ['other', undefined, ['other'], []]),
    ['A20: two audiences', { claims: { aud: [client, 'other'] } }],
    ['A20: two audiences, and our client as azp', { claims: { aud: [client, 'other'], azp: client } }],
    ['A20: another azp', { claims: { azp: 'other' } }],
  ],
  'A21: an ID token with another nonce is refused': () => claims('A21', 'nonce', [undefined, 'other', '', [], ['x']]),
  'A22: an ID token with an invalid expiry time is refused': () => [
    ...claims('A22', 'exp', [undefined, String(now() + 600), -1, null, now() - 7_200]),
    ['A22: exp before iat', { claims: { iat: now(), exp: now() - 1 } }],
    ['A22: exp 1e999', { payload: (json) => json.replace(/"exp":\d+/, '"exp":1e999') }],
    ['A22: exp NaN', { payload: (json) => json.replace(/"exp":\d+/, '"exp":NaN') }],
  ],
  'A24: an ID token without a signature is refused': () => [
    ['A24: alg none', { header: { alg: 'none' } }],
    ['A24: alg None', { header: { alg: 'None' } }],
    ['A24: alg NONE, and no signature', { header: { alg: 'NONE' }, idToken: (token) => withPart(token, 2, '') }],
    ['A24: an empty signature', { idToken: (token) => withPart(token, 2, '') }],
  ],
  'A25: an ID token with another algorithm is refused': () =>
    ['HS256', 'ES256', 'RS384', undefined].map((alg) => [`A25: ${alg}`, { header: { alg } }]),
  'A26: an ID token with the signature of other content is refused': () => [
    ['A26: an edited payload', { idToken: (token) => withPart(token, 1, edited(token)) }],
    [
      'A26: that of the access token',
      { idToken: (token, answer) => withPart(token, 2, answer.access_token.split('.')[2] ?? '') },
    ],
    ['A26: cut short', { idToken: (token) => token.slice(0, -9) }],
  ],
  'A29: an ID token without a valid subject is refused': () =>
    claims('A29', 'sub', [undefined, '', 42, 'x'.repeat(10_000)]),
  'A30: an access token in place of the ID token is refused': () => [
    ['A30: the access token', { idToken: (_token, answer) => answer.access_token }],
    ['A30: token_use access', { claims: { token_use: 'access' } }],
    ['A30: no token_use', { claims: { token_use: undefined } }],
  ],
  'at_hash: an ID token with the hash of another access token is refused': () =>
    claims('at_hash', 'at_hash', ['x', 42, null]),
}

function edited(token: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  return encode(payload.replace('"email_verified":true', '"email_verified":true,"cognito:groups":["admins"]'))
}

for (const [name, cases] of Object.entries(rows)) {
  test(name, async ({ page, provider }) => {
    await expectAllRejected(page, provider, 'token-invalid', cases())
  })
}

test('A22, F14: an ID token that expired long ago is refused, and the error names the clock', async ({
  page,
  provider,
}) => {
  const past = { iat: now() - 90_000, exp: now() - 86_400 }
  await expectAllRejected(page, provider, 'clock-wrong', [['A22: yesterday', { claims: past }]])
})

test('A20: an audience that is a list of one is accepted', async ({ page, provider }) => {
  await rememberAtPool(page)
  await expectAccepted(page, provider, [['a list of one', { claims: { aud: [client] } }]])
})

test('A27: an ID token with a foreign key is refused, and no URL in a token is requested', async ({
  page,
  provider,
}) => {
  const hosts: string[] = []
  page.on('request', (request) => hosts.push(new URL(request.url()).host))
  const own = { jku: 'https://evil.example/keys', x5u: 'https://evil.example/cert', jwk: { kty: 'RSA' } }
  await rememberAtPool(page)
  for (const header of someOf([
    { kid: 'unknown', ...own },
    { kid: 'unknown' },
    { crit: ['exp'] },
    { kid: undefined },
  ])) {
    await signInBroken(page, provider, { header })
    await expectRejected(page, provider, { kind: 'token-invalid', tokenCalls: 1 })
    expect(provider.countOf('/ap-northeast-2_toyseven/.well-known/jwks.json')).toBeLessThanOrEqual(2)
  }
  expect(new Set(hosts)).toEqual(new Set(['localhost:3000', '127.0.0.1:9229']))
})

test('A32: a refresh that returns another user’s ID token ends the session and removes its tokens', async ({
  page,
  provider,
}) => {
  await rememberAtPool(page)
  const others = [{ sub: 'another' }, { iss: 'https://evil.example' }, { aud: 'other' }, { iat: now() - 3600 }]
  for (const changed of someOf(others)) {
    await signInBroken(page, provider, {})
    await expect(page.getByText(minseo)).toBeVisible()
    provider.break({ claims: changed })
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-problem', 'token-invalid')
    await expect(page.getByText(minseo)).toBeHidden()
    const stored = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))
    expect(stored).not.toContain('token')
    expect(provider.countOf('/oauth2/revoke')).toBe(1)
  }
})

test('A33: a response without an ID token is refused at a sign-in, and keeps the claims at a refresh', async ({
  page,
  provider,
}) => {
  const none = { answer: { id_token: undefined } }
  await expectAllRejected(page, provider, 'unreadable', [['A33', none]])
  await page.goto('/')
  await expectAccepted(page, provider, [['a complete response', {}]])
  provider.break(none)
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(page.getByText('The session has been refreshed.')).toBeVisible()
  await expect(page.getByText(minseo)).toBeVisible()
})

test('A35: another token type is refused, and bearer is accepted in any letter case', async ({ page, provider }) => {
  const types = [undefined, 'mac', 'DPoP', 'N_A', 1, null]
  const cases: Cases = types.map((type) => [`A35: ${type}`, { answer: { token_type: type } }])
  await expectAllRejected(page, provider, 'unreadable', cases)
  await page.goto('/')
  await expectAccepted(
    page,
    provider,
    ['bearer', 'BEARER'].map((type) => [type, { answer: { token_type: type } }]),
  )
})

const json = { 'content-type': 'application/json' }
const body = (bytes: BodyInit, headers: HeadersInit = json) => ({ response: () => new Response(bytes, { headers }) })

const whole = (good: TokenAnswer) => JSON.stringify(good)

test('A37: a response that is no JSON object is refused, and never shown', async ({ page, provider }) => {
  const page404 = '<h1>Wi-Fi</h1><script>window.pwned = 1</script>'
  await expectAllRejected(page, provider, 'unreadable', [
    ['HTML', body(page404, { 'content-type': 'text/html' })],
    ['nothing', body('')],
    ['null', body('null')],
    ['a list', body('[]')],
    ['a text', body('"x"')],
  ])
})

test('A37: a damaged response is refused, and never shown', async ({ page, provider }) => {
  await expectAllRejected(page, provider, 'unreadable', [
    ['incomplete JSON', { response: (good) => new Response(whole(good).slice(0, -20), { headers: json }) }],
    ['UTF-16', { response: (good) => new Response(Buffer.from(whole(good), 'utf16le'), { headers: json }) }],
  ])
})

test('A37: a response with a member of another type is refused, and never shown', async ({ page, provider }) => {
  await expectAllRejected(page, provider, 'unreadable', [
    ['no lifetime', { answer: { expires_in: undefined } }],
    [
      'an endless lifetime',
      { response: (good) => new Response(whole(good).replace(/"expires_in":\d+/, '"expires_in":1e999')) },
    ],
    ['an access token that is an object', { answer: { access_token: { a: 1 } } }],
    ['a refresh token that is a number', { answer: { refresh_token: 7 } }],
  ])
})

test('A39: an endless response is refused without reading all of it', async ({ page, provider }) => {
  let sent = 0
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384
        controller.enqueue(Buffer.alloc(16_384, 'x'))
      },
    })
  await expectAllRejected(page, provider, 'unreadable', [
    ['endless', { response: () => new Response(endless(), { headers: json }) }],
    ['70 kB around a good one', { answer: { padding: 'x'.repeat(70_000) } }],
    ['nested 10,000 deep', body(`{"access_token":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
    ['5,000 members', body(`{${Array.from({ length: 5_000 }, (_none, at) => `"${at}":1`).join(',')}}`)],
  ])
  // The buffers between server and page hold this much. Without a limit the page would read about 200 MB in this time.
  expect(sent).toBeLessThan(20_000_000)
})

test.describe('a token endpoint that redirects', () => {
  test.use({ expectedLines: [/Failed to load|Failed to fetch|ERR_|Refused to connect|violates the following/] })

  test('A40: does not make the app send the code or the verifier to another server', async ({ page, provider }) => {
    await rememberAtPool(page)
    const hosts: string[] = []
    page.on('request', (request) => hosts.push(new URL(request.url()).hostname))
    const headers = { location: 'http://evil.localhost:3299/' }
    await signInBroken(page, provider, { response: () => new Response(null, { status: 307, headers }) })
    await expect(page.locator('main')).toHaveAttribute('data-problem', /./, { timeout: 10_000 })
    await expect(page.getByText(minseo)).toBeHidden()
    expect(hosts).not.toContain('evil.localhost')
  })
})
