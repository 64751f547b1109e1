import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { load, problemKind, signedIn, signIn } from '../support/app-tab.ts'
import { localConfig } from '../support/local-app.ts'
import { tokenUrl, joinNetwork } from '../support/pool.ts'
import { settle, TestClock } from '../support/test-clock.ts'
import { openTab } from '../support/test-browser.ts'

const recordKey = `oidc.user:${localConfig.issuer}:${localConfig.clientId}`

const network = joinNetwork()
const hourMs = 3600_000
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const start = () => signIn(pool, { tab: openTab({ clock }) })

describe('refresh', () => {
  it.each([
    ['with rotation', { feature: 'ENABLED', retryGracePeriodSeconds: 0 }],
    ['without rotation', { feature: 'DISABLED', retryGracePeriodSeconds: 0 }],
  ] as const)('%s returns a new access token every time', async (_how, rotation) => {
    pool.setRotation(localClientId, rotation)
    const { session } = await start()
    const first = await session.accessToken()
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(hourMs / 2)
      expect(await session.refresh()).toEqual({ ok: true, value: undefined })
      expect(session.timeLeftMs()).toBe(hourMs)
    }
    expect(await session.accessToken()).not.toEqual(first)
    expect(network.countOf('/oauth2/token')).toBe(4)
  })

  it('F55: keeps the old refresh token after a reload when the response has none', async () => {
    pool.setRotation(localClientId, { feature: 'DISABLED', retryGracePeriodSeconds: 0 })
    const { tab, session } = await start()
    await session.refresh()
    const reloaded = await load(tab, '/account')
    expect(await reloaded.refresh()).toEqual({ ok: true, value: undefined })
  })

  it('sends one request for ten calls at the same time', async () => {
    const { tab, session } = await start()
    tab.hide()
    await clock.advance(hourMs)
    const tokens = await Promise.all(Array.from({ length: 10 }, () => session.accessToken()))
    expect(new Set(tokens.map((token) => token.ok && token.value)).size).toBe(1)
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('shares its request with signinSilent()', async () => {
    const { session } = await start()
    const [user] = await Promise.all([session.userManager.signinSilent(), session.refresh()])
    const token = await session.accessToken()
    expect(token).toEqual({ ok: true, value: user?.access_token })
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('is shown while it is running', async () => {
    const { session } = await start()
    const seen: string[] = []
    session.subscribe(() => seen.push(signedIn(session).renewal))
    await session.refresh()
    expect(seen).toEqual(['running', 'idle'])
  })

  it('F17: ends the session and keeps the path when the refresh token is refused', async () => {
    const { tab, session } = await start()
    network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
    tab.path = '/account?x=1#y'
    const result = await session.refresh()
    const problem = { kind: 'session-expired', error: 'invalid_grant', message: null }
    expect(result).toEqual({ ok: false, problem })
    expect(session.state()).toMatchObject({ status: 'failed', returnTo: '/account?x=1#y' })
    expect(tab.sessionStorage.length).toBe(0)
  })

  it.each([
    ['server-error', () => HttpResponse.json({}, { status: 503 })],
    ['network', () => HttpResponse.error()],
    ['throttled', () => HttpResponse.json({}, { status: 429 })],
    ['unreadable', () => HttpResponse.html('<h1>Wi-Fi</h1>')],
    ['client-has-secret', () => HttpResponse.json({ error: 'invalid_client' }, { status: 400 })],
  ])('F04: does not end the session after %s', async (kind, response) => {
    const { session } = await start()
    network.server.use(http.post(tokenUrl, response))
    const refreshing = session.refresh()
    await settle()
    await clock.advance(30_000)
    expect(await refreshing).toMatchObject({ ok: false, problem: { kind } })
    expect(signedIn(session).renewal).toBe('idle')
    expect((await session.accessToken()).ok).toBe(true)
    network.server.resetHandlers()
    expect((await session.refresh()).ok).toBe(true)
  })

  it('waits when the access token has expired and no server responds, and the user stays signed in', async () => {
    const { tab, session } = await start()
    tab.hide()
    await clock.advance(hourMs)
    network.server.use(http.post(tokenUrl, () => HttpResponse.error()))
    const pending = session.accessToken()
    await settle()
    await clock.advance(30_000)
    expect(await pending).toEqual({ ok: false, problem: { kind: 'network' } })
    expect(signedIn(session).renewal).toBe('waiting')
  })

  it('A32: ends the session when the tokens belong to another user', async () => {
    const { tab, session } = await start()
    const other = await signIn(pool, { tab: openTab({ clock }), email: 'jordan@example.com' })
    const stolen = JSON.parse(other.tab.sessionStorage.getItem(recordKey) ?? '')
    const response = { ...stolen, token_type: 'Bearer', expires_in: 3600 }
    network.server.use(http.post(tokenUrl, () => HttpResponse.json(response)))
    await session.refresh()
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'token-invalid', claim: 'sub' } })
    expect(tab.sessionStorage.length).toBe(0)
  })
})

describe('a stored session', () => {
  it('whose access token has expired is refreshed during the reload', async () => {
    const { tab } = await start()
    tab.unload()
    await clock.advance(2 * hourMs)
    const reloaded = await load(tab, '/account')
    expect(signedIn(reloaded).person.email).toBe('minseo@example.com')
    expect(reloaded.timeLeftMs()).toBe(hourMs)
  })

  it('that can no longer be refreshed is shown as session-expired', async () => {
    const { tab } = await start()
    tab.unload()
    await clock.advance(31 * 24 * hourMs)
    expect(problemKind(await load(tab, '/account'))).toBe('session-expired')
  })

  it.each(['junk', 'null', '{"access_token":"x"', '{"access_token":1}', '[]'])(
    'is removed when its text is %j',
    async (junk) => {
      const { tab } = await start()
      const { sessionStorage } = tab
      expect(sessionStorage.getItem(recordKey)).not.toBeNull()
      sessionStorage.setItem(recordKey, junk)
      const reloaded = await load(tab, '/')
      expect(reloaded.state()).toMatchObject({ status: 'signed-out', after: 'nothing' })
      expect(sessionStorage.getItem(recordKey)).toBeNull()
    },
  )
})
