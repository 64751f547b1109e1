import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { useAuth } from 'react-oidc-context'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createSession } from '../../src/auth/session/session.ts'
import { useSession } from '../../src/react/use-session.ts'
import { callbackPath, load, signIn } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { showInProvider as show } from '../support/show-in-provider.tsx'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const newTab = () => openTab({ clock })

describe('useAuth', () => {
  /** Records the results of the two hooks in every render. */
  function watchBoth(seen: string[]) {
    return function Both() {
      const auth = useAuth()
      const session = useSession()
      const authStatus = auth.isLoading ? 'restoring' : auth.isAuthenticated ? 'signed-in' : 'signed-out'
      const status = session.status === 'failed' ? 'signed-out' : session.status
      seen.push(`${authStatus}, ${status}, ${auth.user?.access_token === session.user()?.access_token}`)
      return <p>{`${authStatus} ${auth.error?.message ?? ''}`}</p>
    }
  }

  it('agrees with useSession() in every render: callback, refresh, failure, sign-out', async () => {
    const seen: string[] = []
    const Both = watchBoth(seen)
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    const session = createSession(localConfig, tab.load(path))
    show(session, <Both />)
    await act(() => session.start(new URL(path, appOrigin)))
    await act(() => session.refresh())
    network.server.use(http.post(tokenUrl, () => HttpResponse.html('<h1>Wi-Fi</h1>')))
    await act(() => session.refresh())
    await act(() => session.signOut())
    expect(new Set(seen)).toEqual(
      new Set(['restoring, restoring, true', 'signed-in, signed-in, true', 'signed-out, signed-out, true']),
    )
  })

  it('returns the problem of a sign-in that failed', async () => {
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    const session = await load(tab, path.replace(/code=[^&]*/, 'error=access_denied'))
    function Failure() {
      const { error } = useAuth()
      return <p>{`${error?.source} caused ${error?.message}`}</p>
    }
    show(session, <Failure />)
    expect(screen.getByText('signinCallback caused cancelled')).toBeVisible()
  })

  it('returns an error when signinSilent() fails, and none when it succeeds again', async () => {
    function RefreshButton() {
      const auth = useAuth()
      return (
        <button type="button" onClick={() => void auth.signinSilent()}>
          {auth.error?.message ?? 'fine'}
        </button>
      )
    }
    const { session } = await signIn(pool, { tab: newTab() })
    show(session, <RefreshButton />)
    network.server.use(http.post(tokenUrl, () => HttpResponse.html('<h1>Wi-Fi</h1>')))
    await userEvent.click(screen.getByRole('button', { name: 'fine' }))
    const button = await screen.findByRole('button', { name: 'unreadable' })
    network.server.resetHandlers()
    await userEvent.click(button)
    await waitFor(() => expect(screen.getByRole('button', { name: 'fine' })).toBeVisible())
  })
})
