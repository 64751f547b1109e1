import { delay, http, HttpResponse, type JsonBodyType } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import type { Session } from '../../src/auth/session/session.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { lastDeparture, load, problemKind, signedIn, stored } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { createSession } from '../../src/auth/session/session.ts'
import type { Platform } from '../../src/browser/platform.ts'
import { tokenUrl, joinNetwork } from '../support/pool.ts'
import { settle, TestClock } from '../support/test-clock.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** Opens the callback with a valid code, and does not wait for the result. */
async function openCallback(): Promise<{
  tab: TestTab
  session: Session
  done: Promise<void>
  requests: RequestInit[]
}> {
  const tab = openTab({ clock })
  const before = await load(tab, '/')
  await before.signIn({ returnTo: '/account' })
  const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
  const requests: RequestInit[] = []
  const world = tab.load(callback.slice(appOrigin.length))
  const send: Platform['fetch'] = (input, init) => {
    requests.push(init)
    return world.fetch(input, init)
  }
  const session = createSession(localConfig, { ...world, fetch: send })
  const done = session.start(new URL(callback, appOrigin))
  await network.asked('/oauth2/token')
  return { tab, session, done, requests }
}

const respondWith = (body: JsonBodyType, status = 400) => http.post(tokenUrl, () => HttpResponse.json(body, { status }))

describe('a final response of the token endpoint', () => {
  it.each([
    [{ error: 'invalid_client' }, 400, 'client-has-secret'],
    [{ error: 'invalid_client' }, 401, 'client-has-secret'],
    [{ error: 'unauthorized_client' }, 400, 'client-not-allowed'],
    [{ error: 'unauthorized_client', error_description: 'invalid_redirect' }, 400, 'redirect-mismatch'],
    [{ error: 'invalid_grant' }, 400, 'code-rejected'],
    [{ error: 'invalid_request' }, 400, 'refused'],
    [{}, 400, 'unreadable'],
    [null, 404, 'unreadable'],
  ])('%j with status %i is shown as %s after one request', async (body, status, kind) => {
    network.server.use(respondWith(body, status))
    const { tab, session, done } = await openCallback()
    await done
    expect(problemKind(session)).toBe(kind)
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(stored(tab)).not.toContain('access_token')
  })

  it.each([
    ['HTML', () => HttpResponse.html('<h1>Wi-Fi</h1>')],
    ['an empty body', () => new HttpResponse('')],
    ['null', () => HttpResponse.json(null)],
    ['a JSON array', () => HttpResponse.json([])],
    ['truncated JSON', () => new HttpResponse('{"access_token":')],
    ['no access token', () => HttpResponse.json({ token_type: 'Bearer', expires_in: 3600 })],
    ['another token type', () => HttpResponse.json({ access_token: 'a', token_type: 'mac', expires_in: 3600 })],
    ['no lifetime', () => HttpResponse.json({ access_token: 'a', token_type: 'Bearer' })],
    ['no ID token (A33)', () => HttpResponse.json({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 })],
  ])('A37: with %s is shown as unreadable', async (_what, response) => {
    network.server.use(http.post(tokenUrl, response))
    const { session, done } = await openCallback()
    await done
    expect(problemKind(session)).toBe('unreadable')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A39: is refused when it is longer than 64 KiB, even if its tokens are valid', async () => {
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        const response = await (await pool.fetch(request)).json()
        return HttpResponse.json({ ...response, padding: 'x'.repeat(70_000) })
      }),
    )
    const { session, done } = await openCallback()
    await done
    expect(problemKind(session)).toBe('unreadable')
  })

  it('A40: is fetched without redirects, which would forward the code, and without cookies', async () => {
    const { requests, done } = await openCallback()
    await done
    expect(requests).toHaveLength(2)
    for (const request of requests) expect(request).toMatchObject({ redirect: 'error', credentials: 'omit' })
    expect(requests.find(({ method }) => method === 'POST')).toMatchObject({ cache: 'no-store' })
  })
})

describe('a temporary failure', () => {
  it('F01: is followed by a retry with the same code', async () => {
    network.server.use(http.post(tokenUrl, () => HttpResponse.error(), { once: true }))
    const { session, done } = await openCallback()
    await clock.advance(1_500)
    await done
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it.each([
    ['network', () => HttpResponse.error()],
    ['server-error', () => HttpResponse.json({}, { status: 503 })],
    ['server-error', () => HttpResponse.html('<h1>502</h1>', { status: 502 })],
    ['throttled', () => HttpResponse.json({}, { status: 429 })],
    ['throttled', () => HttpResponse.json({ __type: 'TooManyRequestsException' }, { status: 400 })],
  ])('F03, F56: is shown as %s after five requests within 30 s', async (kind, response) => {
    network.server.use(http.post(tokenUrl, response))
    const { session, done } = await openCallback()
    await clock.advance(30_000)
    await done
    expect(problemKind(session)).toBe(kind)
    expect(network.countOf('/oauth2/token')).toBe(5)
  })

  it('is followed by a retry after the time in Retry-After', async () => {
    network.server.use(
      http.post(tokenUrl, () => HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '7' } }), {
        once: true,
      }),
    )
    const { session, done } = await openCallback()
    await clock.advance(6_900)
    expect(network.countOf('/oauth2/token')).toBe(1)
    await clock.advance(200)
    await done
    expect(signedIn(session).arrival).toBe('/account')
  })

  it.each([
    ['throttled', () => HttpResponse.json({}, { status: 429 })],
    ['server-error', () => HttpResponse.json({}, { status: 503 })],
  ])('as %s is in the state while the next attempt is waited for, and is final within 11 s', async (kind, response) => {
    network.server.use(http.post(tokenUrl, response))
    const { session, done } = await openCallback()
    await clock.advance(100)
    expect(session.state()).toEqual({ status: 'restoring', from: 'callback', arrival: null, delay: kind })
    await clock.advance(10_900)
    await done
    expect(problemKind(session)).toBe(kind)
    expect(network.countOf('/oauth2/token')).toBe(5)
  })

  it('is shown at once when Retry-After is longer than a person waits', async () => {
    network.server.use(
      http.post(tokenUrl, () => HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '11' } })),
    )
    const { session, done } = await openCallback()
    await done
    expect(problemKind(session)).toBe('throttled')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('is shown at once when Retry-After is longer than the limit', async () => {
    network.server.use(
      http.post(tokenUrl, () => HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '60' } })),
    )
    const { session, done } = await openCallback()
    await done
    expect(problemKind(session)).toBe('throttled')
  })

  it('F07: is shown as timeout after 10 s without a response, and the code is not sent again', async () => {
    network.server.use(http.post(tokenUrl, () => delay('infinite')))
    const { session, done } = await openCallback()
    await clock.advance(9_900)
    expect(session.state()).toMatchObject({ status: 'restoring', from: 'callback' })
    await clock.advance(200)
    await done
    expect(problemKind(session)).toBe('timeout')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('F08: is shown as timeout when the body never ends', async () => {
    const endless = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{')) })
    network.server.use(http.post(tokenUrl, () => new HttpResponse(endless)))
    const { session, done } = await openCallback()
    await clock.advance(10_100)
    await done
    expect(problemKind(session)).toBe('timeout')
  })

  it('ends after a manual retry while the code is valid', async () => {
    network.server.use(http.post(tokenUrl, () => HttpResponse.error()))
    const { session, done } = await openCallback()
    await clock.advance(30_000)
    await done
    network.server.resetHandlers()
    await session.tryAgain()
    expect(signedIn(session)).toMatchObject({ arrival: '/account', person: { email: 'minseo@example.com' } })
  })

  it('F37: ends with a new sign-in for the same return path when the code has expired', async () => {
    network.server.use(http.post(tokenUrl, () => HttpResponse.error()))
    const { session, tab, done } = await openCallback()
    await clock.advance(30_000)
    await done
    await clock.advance(5 * 60_000)
    await session.tryAgain()
    expect(tab.departures).toHaveLength(2)
    expect(stored(tab)).toContain('"returnTo":"/account"')
  })

  it('F02: is shown as code-rejected when the response was lost, since the code is used', async () => {
    network.server.use(
      http.post(
        tokenUrl,
        async ({ request }) => {
          await pool.fetch(request.clone())
          return HttpResponse.error()
        },
        { once: true },
      ),
    )
    const { session, done } = await openCallback()
    await clock.advance(1_500)
    await done
    const problem = { kind: 'code-rejected', error: 'invalid_grant', message: null }
    expect(session.state()).toEqual({ status: 'failed', problem, returnTo: '/account' })
  })
})

describe('tokens with an invalid claim', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  /** Changes the claims of the ID token in the pool's response. */
  function changeClaims(change: Record<string, unknown>) {
    return http.post(tokenUrl, async ({ request }) => {
      const response: Record<string, string> = await (await pool.fetch(request)).json()
      const [header = '', payload = '', signature = ''] = (response['id_token'] ?? '').split('.')
      const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change }
      return HttpResponse.json({ ...response, id_token: [header, part(claims), signature].join('.') })
    })
  }

  it.each([
    ['iss', 'https://evil.example'],
    ['aud', 'another-client'],
    ['nonce', 'another'],
    ['token_use', 'access'],
    ['sub', ''],
    ['exp', 1],
    ['iat', 'soon'],
  ])('are discarded and revoked: %s is %j', async (claim, value) => {
    network.server.use(changeClaims({ [claim]: value }))
    const { tab, session, done } = await openCallback()
    await done
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'token-invalid', claim } })
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(stored(tab)).toBe('')
  })

  it('F14: are shown as clock-wrong when the clock of the device is a day ahead', async () => {
    const { tab, session, done } = await openCallbackWith(() => clock.jumpWall(86_400_000))
    await done
    await settle()
    expect(problemKind(session)).toBe('clock-wrong')
    expect(tab.departures).toHaveLength(1)
  })

  /** Opens the callback. After the pool's response, `jump` changes the clock of the device, but not of the pool. */
  async function openCallbackWith(jump: () => void) {
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        const response = await pool.fetch(request)
        jump()
        return response
      }),
    )
    return openCallback()
  }
})
