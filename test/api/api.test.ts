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
let asked: Request[]

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  asked = []
})

/** Answers the calls in turn; the last answer goes for all that follow. */
function apiAnswers(...answers: (() => Response)[]): void {
  network.server.use(
    http.all(`${apiUrl}/*`, ({ request }) => {
      asked.push(request)
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
const tokens = () => asked.map((request) => request.headers.get('Authorization'))

describe('a call of the API', () => {
  it('carries the access token, follows no redirect and sends no cookie', async () => {
    apiAnswers(ok)
    const { session, api } = await openApi()
    expect(await api.send('/me?x=1')).toEqual({ kind: 'answer', status: 200, body: { hello: 'world' } })
    const token = await session.accessToken()
    expect(tokens()).toEqual([`Bearer ${token.ok && token.value}`])
    expect(asked[0]).toMatchObject({ url: `${apiUrl}/me?x=1`, redirect: 'error', credentials: 'omit' })
  })

  it('gives the answer whatever its status or form', async () => {
    const { api } = await openApi()
    apiAnswers(() => HttpResponse.html('<b>oh</b>', { status: 500 }))
    expect(await api.send('/me')).toEqual({ kind: 'answer', status: 500, body: undefined })
  })

  it.each(['//evil.test', '\\\\evil.test', '@evil.test', '.evil.test/x', 'https://evil.test/', '/../../admin', ''])(
    'A56: throws for %j, and sends no token anywhere',
    async (path) => {
      apiAnswers(ok)
      const { api } = await openApi()
      await expect(api.send(path)).rejects.toThrow('The path leads out of the API.')
      expect(asked).toEqual([])
    },
  )

  it('F47: a 401 is answered with one new token and one more call', async () => {
    apiAnswers(unauthorized, ok)
    const { api } = await openApi()
    expect(await api.send('/me')).toMatchObject({ kind: 'answer', status: 200 })
    expect(new Set(tokens()).size).toBe(2)
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('F47: a second 401 ends in plain words, without a loop and without a sign-out', async () => {
    apiAnswers(unauthorized)
    const { session, api } = await openApi()
    expect(await api.send('/me')).toEqual({ kind: 'not-allowed' })
    expect(asked).toHaveLength(2)
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })

  it('F47: what is not safe to send twice is sent once', async () => {
    apiAnswers(unauthorized)
    const { api } = await openApi()
    expect(await api.send('/orders', { method: 'POST', body: '{}' })).toEqual({ kind: 'not-allowed' })
    expect(asked).toHaveLength(1)
  })

  it('F47: twenty of them share one new token', async () => {
    apiAnswers(...Array<() => Response>(20).fill(unauthorized), ok)
    const { api } = await openApi()
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.send('/me')))
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['answer']))
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('F48: a 403 costs no request and ends no session', async () => {
    apiAnswers(() => new HttpResponse(null, { status: 403 }))
    const { session, api } = await openApi()
    expect(await api.send('/admin')).toEqual({ kind: 'not-allowed' })
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(session.state().status).toBe('signed-in')
  })

  it.each([
    ['network', () => HttpResponse.error()],
    ['timeout', null],
  ])('F04: says %s when the API does not answer', async (kind, answer) => {
    const { api } = await openApi()
    network.server.use(http.all(`${apiUrl}/*`, answer ?? (() => new Promise<never>(() => {}))))
    const calling = api.send('/me')
    await clock.advance(10_000)
    expect(await calling).toEqual({ kind: 'failed', problem: { kind } })
  })

  it('F04: waits ten seconds at most for a token', async () => {
    apiAnswers(ok)
    const { tab, api } = await openApi()
    tab.hide()
    await clock.advance(3600_000)
    network.server.use(http.post(tokenUrl, () => new HttpResponse(null, { status: 503 })))
    const calling = api.send('/me')
    await clock.advance(10_000)
    expect(await calling).toEqual({ kind: 'failed', problem: { kind: 'server-error' } })
    expect(asked).toEqual([])
  })

  it('gives nothing to somebody who is not signed in', async () => {
    apiAnswers(ok)
    const session = await load(openTab({ clock }), '/')
    expect(await new Api(apiUrl, session, { clock, fetch }).send('/me')).toEqual({ kind: 'signed-out' })
    expect(asked).toEqual([])
  })

  it('A43, A61, A62: an answer that comes after somebody else has signed in is given to nobody', async () => {
    const browser = new TestBrowser({ clock })
    const other = await visit(browser, '/')
    const { session } = await signInAs(pool, browser)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    network.server.use(http.all(`${apiUrl}/*`, () => held.then(ok)))
    const calling = new Api(apiUrl, session, { clock, fetch: (url, init) => fetch(url, init) }).send('/me')
    await network.asked('/v1/me')
    await signInAs(pool, browser, 'jordan@example.com', { tab: other.tab })
    await clock.advance(talkMs)
    letGo()
    expect(await calling).toEqual({ kind: 'signed-out' })
  })
})
