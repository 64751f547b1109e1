import { delay, http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { lastDeparture, load, signIn, stored } from '../support/app-tab.ts'
import { poolOrigin, tokenUrl, joinNetwork } from '../support/pool.ts'
import { settle, TestClock } from '../support/test-clock.ts'
import { openTab } from '../support/test-browser.ts'

const network = joinNetwork()
const revokeUrl = `${poolOrigin}/oauth2/revoke`
const logout = `${poolOrigin}/logout?client_id=local-web-client&logout_uri=http%3A%2F%2Flocalhost%3A3000`
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const newTab = () => openTab({ clock })

describe('sign-out', () => {
  it('A66: removes the user first, then revokes the refresh token, then redirects to /logout', async () => {
    const { tab, session } = await signIn(pool, { tab: newTab() })
    let sent = new URLSearchParams()
    network.server.use(
      http.post(revokeUrl, async ({ request }) => {
        sent = new URLSearchParams(await request.clone().text())
        expect(session.state()).toMatchObject({ status: 'signed-out', after: 'sign-out' })
        expect(stored(tab)).toBe('')
        expect(tab.departures).toHaveLength(1)
        return pool.fetch(request)
      }),
    )
    await session.signOut()
    expect([...sent.keys()]).toEqual(['token', 'client_id'])
    expect(lastDeparture(tab).href).toBe(logout)
    expect(network.countOf('/oauth2/revoke')).toBe(1)
  })

  it('E5: redirects to /logout even if the revocation is refused', async () => {
    const { tab, session } = await signIn(pool, { tab: newTab() })
    network.server.use(
      http.post(revokeUrl, () => HttpResponse.json({ error: 'unsupported_token_type' }, { status: 400 })),
    )
    await session.signOut()
    expect(lastDeparture(tab).href).toBe(logout)
  })

  it('waits at most 2 s for the revocation', async () => {
    const { tab, session } = await signIn(pool, { tab: newTab() })
    network.server.use(http.post(revokeUrl, () => delay('infinite')))
    const leaving = session.signOut()
    expect(session.state()).toMatchObject({ status: 'signed-out' })
    await network.asked('/oauth2/revoke')
    await clock.advance(2_000)
    await leaving
    expect(lastDeparture(tab).href).toBe(logout)
  })

  it('F51: works offline, and stays in the app', async () => {
    const { tab, session } = await signIn(pool, { tab: newTab() })
    network.server.use(http.post(revokeUrl, () => HttpResponse.error()))
    await session.signOut()
    expect(session.state()).toEqual({ status: 'signed-out', after: 'sign-out', poolWasTold: false })
    expect(tab.departures).toHaveLength(1)
    expect(stored(tab)).toBe('')
  })

  it('E5: works when no user is signed in', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await session.signOut()
    expect(lastDeparture(tab).href).toBe(logout)
  })

  it('is not undone by a running refresh, and the new refresh token is revoked', async () => {
    const { tab, session } = await signIn(pool, { tab: newTab() })
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        await released
        return pool.fetch(request)
      }),
    )
    // The revocation of the old token fails, so that the pool still accepts the refresh.
    network.server.use(http.post(revokeUrl, () => HttpResponse.error(), { once: true }))
    const refreshing = session.refresh()
    await settle()
    const leaving = session.signOut()
    await network.asked('/oauth2/revoke')
    release()
    expect((await refreshing).ok).toBe(false)
    await leaving
    expect(session.state()).toMatchObject({ status: 'signed-out' })
    expect(stored(tab)).toBe('')
    expect(network.countOf('/oauth2/revoke')).toBe(2)
  })
})
