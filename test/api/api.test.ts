import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { Api } from '../../src/api/api.ts'
import { load, signedIn, signIn } from '../support/app-tab.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { signInAs, talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const apiUrl = 'https://api.example.com/v1'
let clock: TestClock
let pool: LocalPool
let requests: Request[]

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  requests = []
})

/** Returns these responses in order. The last one is the response to all later calls. */
function respondWith(...answers: (() => Response)[]): void {
  network.server.use(
    http.all(`${apiUrl}/*`, ({ request }) => {
      requests.push(request)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer?.() ?? new HttpResponse(null, { status: 500 })
    }),
  )
}

async function openApi() {
  const { tab, session } = await signIn(pool, { tab: openTab({ clock }) })
  const world = { clock, fetch: (url: string, init: RequestInit) => clock.track(fetch(url, init)) }
  return { tab, session, api: new Api(apiUrl, session, world) }
}

const ok = () => HttpResponse.json({ hello: 'world' })
const unauthorized = () => new HttpResponse(null, { status: 401 })
const tokens = () => requests.map((request) => request.headers.get('Authorization'))

describe('a call of the API', () => {
  it('carries the access token, follows no redirect and sends no cookie', async () => {
    respondWith(ok)
    const { session, api } = await openApi()
    expect(await api.send('/me?x=1')).toEqual({ kind: 'answer', status: 200, body: { hello: 'world' } })
    const token = await session.accessToken()
    expect(tokens()).toEqual([`Bearer ${token.ok && token.value}`])
    expect(requests[0]).toMatchObject({ url: `${apiUrl}/me?x=1`, redirect: 'error', credentials: 'omit' })
  })

  it('returns an error status with the code of its JSON body, and nothing of any other text', async () => {
    const { api } = await openApi()
    const body = { error: 'out_of_stock', left: 0 }
    respondWith(
      () => HttpResponse.html('<b>oh</b>', { status: 500 }),
      () => HttpResponse.json({ error: '<b>oh</b>' }, { status: 500 }),
      () => HttpResponse.json(body, { status: 409 }),
    )
    expect(await api.send('/me')).toEqual({ kind: 'error', status: 500, error: null, body: undefined })
    expect(await api.send('/me')).toMatchObject({ kind: 'error', status: 500, error: null })
    expect(await api.send('/me')).toEqual({ kind: 'error', status: 409, error: 'out_of_stock', body })
  })

  it('sends JSON', async () => {
    const { api } = await openApi()
    respondWith(ok)
    await api.send('/orders', { method: 'POST', json: { amount: 1 }, headers: { 'X-Id': '7' } })
    expect(requests[0]?.headers.get('Content-Type')).toBe('application/json')
    expect(requests[0]?.headers.get('X-Id')).toBe('7')
    expect(await requests[0]?.json()).toEqual({ amount: 1 })
  })

  it('returns aborted after its caller has aborted it, before and during the request', async () => {
    const { api } = await openApi()
    expect(await api.send('/me', { signal: AbortSignal.abort() })).toEqual({ kind: 'aborted' })
    const abort = new AbortController()
    network.server.use(http.get(`${apiUrl}/me`, () => new Promise<never>(() => abort.abort())))
    expect(await api.send('/me', { signal: abort.signal })).toEqual({ kind: 'aborted' })
  })

  it.each([
    ['max_age="300"', { maxAge: 300, acrValues: undefined }],
    ['acr_values="urn:cognito:loa:3", max_age=60', { maxAge: 60, acrValues: 'urn:cognito:loa:3' }],
    ['max_age="soon"', { maxAge: undefined, acrValues: undefined }],
  ])('returns step-up after the challenge of RFC 9470 with %s, and does not refresh', async (parameters, expected) => {
    const challenge = `Bearer error="insufficient_user_authentication", error_description="too old", ${parameters}`
    respondWith(() => new HttpResponse(null, { status: 401, headers: { 'WWW-Authenticate': challenge } }))
    const { session, api } = await openApi()
    const before = await session.accessToken()
    expect(await api.send('/payments', { method: 'POST', json: {} })).toEqual({ kind: 'step-up', ...expected })
    expect(requests).toHaveLength(1)
    expect(await session.accessToken()).toEqual(before)
  })

  it.each(['//evil.test', '\\\\evil.test', '@evil.test', '.evil.test/x', 'https://evil.test/', '/../../admin', ''])(
    'A56: throws for %j, and sends no token anywhere',
    async (path) => {
      respondWith(ok)
      const { api } = await openApi()
      await expect(api.send(path)).rejects.toThrow('The path leads out of the API.')
      expect(requests).toEqual([])
    },
  )

  it('F47: is repeated once with a new token after a 401', async () => {
    respondWith(unauthorized, ok)
    const { api } = await openApi()
    expect(await api.send('/me')).toMatchObject({ kind: 'answer', status: 200 })
    expect(new Set(tokens()).size).toBe(2)
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('F47: returns not-allowed after a second 401, without a loop and without a sign-out', async () => {
    respondWith(unauthorized)
    const { session, api } = await openApi()
    expect(await api.send('/me')).toEqual({ kind: 'not-allowed' })
    expect(requests).toHaveLength(2)
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })

  it('F47: is not repeated when its method is not safe to send twice', async () => {
    respondWith(unauthorized)
    const { api } = await openApi()
    expect(await api.send('/orders', { method: 'POST', body: '{}' })).toEqual({ kind: 'not-allowed' })
    expect(requests).toHaveLength(1)
  })

  it('F47: shares one new token when twenty calls get a 401', async () => {
    respondWith(...Array<() => Response>(20).fill(unauthorized), ok)
    const { api } = await openApi()
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.send('/me')))
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['answer']))
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('F48: sends no token request and ends no session after a 403', async () => {
    respondWith(() => new HttpResponse(null, { status: 403 }))
    const { session, api } = await openApi()
    expect(await api.send('/admin')).toEqual({ kind: 'not-allowed' })
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(session.state().status).toBe('signed-in')
  })

  it.each([
    ['network', () => HttpResponse.error()],
    ['timeout', null],
  ])('F04: returns %s when the API does not respond', async (kind, answer) => {
    const { api } = await openApi()
    network.server.use(http.all(`${apiUrl}/*`, answer ?? (() => new Promise<never>(() => {}))))
    const calling = api.send('/me')
    await clock.advance(10_000)
    expect(await calling).toEqual({ kind: 'failed', problem: { kind } })
  })

  it('F04: waits ten seconds at most for a token', async () => {
    respondWith(ok)
    const { tab, api } = await openApi()
    tab.hide()
    await clock.advance(3600_000)
    network.server.use(http.post(tokenUrl, () => new HttpResponse(null, { status: 503 })))
    const calling = api.send('/me')
    await clock.advance(10_000)
    expect(await calling).toEqual({ kind: 'failed', problem: { kind: 'server-error' } })
    expect(requests).toEqual([])
  })

  it('returns signed-out and sends no request when no user is signed in', async () => {
    respondWith(ok)
    const session = await load(openTab({ clock }), '/')
    expect(await new Api(apiUrl, session, { clock, fetch }).send('/me')).toEqual({ kind: 'signed-out' })
    expect(requests).toEqual([])
  })

  it('A43, A61, A62: discards a response that arrives after another user has signed in', async () => {
    const browser = new TestBrowser({ clock })
    const other = await visit(browser, '/')
    const { session } = await signInAs(pool, browser)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    network.server.use(http.all(`${apiUrl}/*`, () => released.then(ok)))
    const calling = new Api(apiUrl, session, { clock, fetch: (url, init) => fetch(url, init) }).send('/me')
    await network.asked('/v1/me')
    await signInAs(pool, browser, 'jordan@example.com', { tab: other.tab })
    await clock.advance(talkMs)
    release()
    expect(await calling).toEqual({ kind: 'signed-out' })
  })
})
