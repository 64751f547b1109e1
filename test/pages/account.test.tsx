import { act, cleanup, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { openApp, type OpenApp } from '../support/open-app.tsx'
import { poolOrigin, tokenUrl, joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** Opens a guarded path signed out, signs in on the pool's pages, and returns to the app. */
async function signInAt(path: string, email = 'minseo@example.com'): Promise<OpenApp> {
  const before = await openApp(path, { clock })
  const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, email)
  cleanup()
  return openApp(callback.slice(appOrigin.length), { clock, tab: before.tab })
}

const addressBar = () => window.location.pathname + window.location.search + window.location.hash

describe('the account page', () => {
  it('redirects a signed-out visitor to the hosted UI at once, and only once', async () => {
    const { tab } = await openApp('/account?tab=2#top', { clock })
    expect((await departure(tab)).pathname).toBe('/oauth2/authorize')
    expect(screen.queryByText('Profile')).toBeNull()
  })

  it('F38: replaces the callback with the same path as before, with one request under StrictMode', async () => {
    const entries = window.history.length
    await signInAt('/account?tab=2&x=%20#top')
    expect(await screen.findByText('minseo@example.com')).toBeVisible()
    expect(addressBar()).toBe('/account?tab=2&x=%20#top')
    expect(window.history.length).toBe(entries)
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('shows the signed-in user', async () => {
    await signInAt('/account', 'admin@example.com')
    expect(await screen.findByRole('heading', { level: 1, name: 'Hello, 박서준' })).toBeVisible()
    const facts = () => screen.getAllByRole('definition').map((fact) => fact.textContent)
    expect(facts().slice(0, 4)).toEqual(['박서준', 'admin@example.com', 'admins, editors', 'E-mail and password'])
    // The rest of the page is rendered one frame later.
    await screen.findByRole('heading', { name: 'Session' })
    expect(facts()).toContain('60:00')
    expect(facts()).toContain('openid email profile')
  })

  it('refreshes and shows a message', async () => {
    const { person } = await signInAt('/account')
    await person.click(await screen.findByRole('button', { name: 'Refresh now' }))
    expect(await screen.findByText('The session has been refreshed.')).toBeVisible()
    expect(network.countOf('/oauth2/token')).toBe(2)
  })

  it('shows why a refresh failed, and still shows the user', async () => {
    const { person } = await signInAt('/account')
    network.server.use(http.post(tokenUrl, () => HttpResponse.html('<b>Wi-Fi</b>')))
    await person.click(await screen.findByRole('button', { name: 'Refresh now' }))
    const notice = await screen.findByText(
      /^The session could not be refreshed\. .*Check your connection, then try again\.$/,
    )
    expect(notice).toBeVisible()
    expect(screen.getByText('minseo@example.com')).toBeVisible()
  })

  it('shows a problem page when the session has ended, and opens at the same path after a new sign-in', async () => {
    const { tab, person } = await signInAt('/account?x=1')
    network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
    await person.click(await screen.findByRole('button', { name: 'Refresh now' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Your session ended' })).toHaveFocus()
    network.server.resetHandlers()
    await person.click(screen.getByRole('button', { name: 'Sign in again' }))
    const callback = await createVisitor(pool).signIn((await departure(tab, 2)).href, 'minseo@example.com')
    cleanup()
    await openApp(callback.slice(appOrigin.length), { clock, tab })
    expect(await screen.findByText('minseo@example.com')).toBeVisible()
    expect(addressBar()).toBe('/account?x=1')
  })

  it('signs out through the logout URL, and starts no new sign-in by itself', async () => {
    const { tab, person } = await signInAt('/account')
    await person.click(await screen.findByRole('button', { name: 'Sign out' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible()
    expect((await departure(tab, 2)).pathname).toBe('/logout')
    expect(screen.queryByText('minseo@example.com')).toBeNull()
  })

  it('shows that the pool could not be reached when the user signs out offline', async () => {
    const { person } = await signInAt('/account')
    network.server.use(http.post(`${poolOrigin}/oauth2/revoke`, () => HttpResponse.error()))
    await person.click(await screen.findByRole('button', { name: 'Sign out' }))
    expect(await screen.findByText(/could not be reached/)).toBeVisible()
  })

  it('shows the claims of react-oidc-context’s user, and hides them again', async () => {
    const { person } = await signInAt('/account')
    await person.click(await screen.findByRole('button', { name: 'Show claims' }))
    expect(screen.getByText(/"email": "minseo@example.com"/)).toBeVisible()
    expect(document.body.textContent).not.toContain('"nonce"')
    await person.click(screen.getByRole('button', { name: 'Hide claims' }))
    expect(screen.queryByText(/"email": "minseo@example.com"/)).toBeNull()
  })

  it('gives the refreshed access token to react-oidc-context too', async () => {
    const { session } = await signInAt('/account')
    await act(() => session.refresh())
    const token = await session.accessToken()
    const user = await session.userManager.getUser()
    expect(token).toEqual({ ok: true, value: user?.access_token })
  })
})

describe('a page below a guarded path', () => {
  it('is guarded too, and opens at the same path after the sign-in', async () => {
    const { tab } = await openApp('/account/settings?x=1', { clock })
    const callback = await createVisitor(pool).signIn((await departure(tab)).href, 'minseo@example.com')
    cleanup()
    await openApp(callback.slice(appOrigin.length), { clock, tab })
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
    expect(addressBar()).toBe('/account/settings?x=1')
  })
})

describe('the callback page', () => {
  it('shows a message while the code is exchanged, and then the requested page', async () => {
    const before = await openApp('/account', { clock })
    const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
    cleanup()
    const heading = () => screen.queryByRole('heading', { level: 1 })?.textContent
    const seen: unknown[] = []
    network.server.use(
      http.post(tokenUrl, ({ request }) => {
        seen.push(heading(), addressBar())
        return pool.fetch(request)
      }),
    )
    await openApp(callback.slice(appOrigin.length), { clock, tab: before.tab })
    expect(seen).toEqual(['Checking your sign-in…', '/callback'])
    expect(await screen.findByText('minseo@example.com')).toBeVisible()
    expect(addressBar()).toBe('/account')
  })
})
