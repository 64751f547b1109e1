import { act, cleanup, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { openApp, type OpenApp } from '../support/open-app.tsx'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const hourMs = 3600_000
const sessionConfig = { sessionLifeMs: 12 * hourMs }
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  browser = new TestBrowser({ clock, without: ['channel'] })
  vi.useFakeTimers({ toFake: ['Date'], now: clock.wallMs() })
})

afterEach(() => {
  vi.useRealTimers()
})

async function signIn(): Promise<OpenApp> {
  const before = await openApp('/account', { clock, tab: browser.openTab(), sessionConfig })
  const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
  cleanup()
  const app = await openApp(callback.slice(appOrigin.length), { clock, tab: before.tab, sessionConfig })
  await screen.findByRole('heading', { name: 'Session' })
  return app
}

/** Advances the clocks of the page, the device and the pool. */
async function advanceClocks(durationMs: number): Promise<void> {
  await act(() => clock.advance(durationMs))
  vi.setSystemTime(clock.wallMs())
}

describe('the session panel', () => {
  it('shows how long the access token is valid, and when a new sign-in is due', async () => {
    await signIn()
    expect(screen.getByText('60:00')).toBeVisible()
    expect(screen.getByText('Sign-in due').nextSibling).toHaveTextContent(/^Nov 2\d, 2026, \d+:\d\d [AP]M$/)
    expect(screen.getByText('In use')).toBeVisible()
    expect(screen.queryByText(/You will have to sign in again soon/)).toBeNull()
  })

  it('shows that this tab has just refreshed', async () => {
    const { session } = await signIn()
    expect(screen.getByText('Not yet')).toBeVisible()
    await act(() => session.refresh())
    expect(screen.getByText('just now, by this tab')).toBeVisible()
  })

  it('shows that another tab has just refreshed', async () => {
    browser.without.delete('channel')
    const { session } = await signIn()
    const other = await visit(browser, '/account')
    const refreshing = other.session.refresh()
    await advanceClocks(talkMs)
    await act(() => refreshing)
    expect(session.state()).toMatchObject({ renewed: { by: 'another-tab' } })
    expect(screen.getByText('just now, by another tab')).toBeVisible()
  })

  it('shows that the refresh is waiting only after the token has expired, and keeps the page', async () => {
    const { tab } = await signIn()
    network.server.use(http.post(tokenUrl, () => HttpResponse.error()))
    await advanceClocks(hourMs - 30_000)
    expect(screen.queryByText('Waiting')).toBeNull()
    await advanceClocks(60_000)
    expect(screen.getByText('Waiting')).toBeVisible()
    expect(screen.getByText(/^Reconnecting to the sign-in service/)).toBeVisible()
    expect(screen.getByText('minseo@example.com')).toBeVisible()
    network.server.resetHandlers()
    await act(async () => tab.wake())
    await advanceClocks(6_000)
    expect(screen.queryByText('Waiting')).toBeNull()
    expect(screen.queryByText(/^Reconnecting/)).toBeNull()
  })

  it('warns before the session ends, and offers a new sign-in', async () => {
    const { tab, person } = await signIn()
    await advanceClocks(11.9 * hourMs)
    await vi.waitFor(() => expect(screen.getByText(/You will have to sign in again soon/)).toBeVisible(), 3_000)
    await person.click(screen.getByRole('button', { name: 'Sign in now' }))
    expect((await departure(tab, 2)).pathname).toBe('/oauth2/authorize')
  })
})
