import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { Component, useEffect, useRef, useState } from 'react'
import {
  hasAuthParams,
  useAuth,
  useAutoSignin,
  withAuth,
  withAuthenticationRequired,
  type AuthContextProps,
} from 'react-oidc-context'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createSession } from '../../src/auth/session/session.ts'
import { callbackPath, departure, load, signIn } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
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

/** Lets effects and promises run. A sign-in that starts again and again would do so in this time. */
const settle = () => act(() => clock.advance(2_000))

async function signedInSession() {
  return signIn(pool, { tab: newTab() })
}

async function signedOutSession(tab: TestTab = newTab()) {
  return { tab, session: await load(tab, '/') }
}

// The examples of react-oidc-context's README, unchanged.

function ReadmeApp() {
  const auth = useAuth()

  switch (auth.activeNavigator) {
    case 'signinSilent':
      return <div>Signing you in...</div>
    case 'signoutRedirect':
      return <div>Signing you out...</div>
    default:
  }

  if (auth.isLoading) {
    return <div>Loading...</div>
  }

  if (auth.error) {
    return (
      <div>
        Oops... {auth.error.source} caused {auth.error.message}
      </div>
    )
  }

  if (auth.isAuthenticated) {
    return (
      <div>
        Hello {auth.user?.profile.sub}{' '}
        <button type="button" onClick={() => void auth.removeUser()}>
          Log out
        </button>
      </div>
    )
  }

  return (
    <button type="button" onClick={() => void auth.signinRedirect()}>
      Log in
    </button>
  )
}

class Profile extends Component<{ readonly auth?: AuthContextProps }> {
  override render() {
    const { auth } = this.props
    return <div>Hello {auth?.user?.profile.sub}</div>
  }
}
const ReadmeProfile = withAuth(Profile)

function ReadmePosts() {
  const auth = useAuth()
  const [posts, setPosts] = useState<string[]>([])

  useEffect(() => {
    void (async () => {
      const token = auth.user?.access_token
      const response = await fetch('https://api.example.com/posts', {
        headers: {
          Authorization: `Bearer ${token}`,
        },
      })
      setPosts(await response.json())
    })()
  }, [auth])

  if (posts.length === 0) {
    return <div>Loading...</div>
  }

  return (
    <ul>
      {posts.map((post) => (
        <li key={post}>{post}</li>
      ))}
    </ul>
  )
}

const PrivateRoute = withAuthenticationRequired(() => <div>Private</div>, {
  OnRedirecting: () => <div>Redirecting to the login page...</div>,
})

function ReadmeEvents({ onExpiring }: { readonly onExpiring: () => void }) {
  const auth = useAuth()
  useEffect(() => auth.events.addAccessTokenExpiring(onExpiring), [auth.events, onExpiring])
  return <div>{auth.isAuthenticated ? 'listening' : 'signed out'}</div>
}

function ReadmeAutomaticSignIn() {
  const auth = useAuth()
  const hasTriedSignin = useRef(false)

  useEffect(() => {
    if (
      !hasAuthParams() &&
      !auth.isAuthenticated &&
      !auth.activeNavigator &&
      !auth.isLoading &&
      !hasTriedSignin.current
    ) {
      void auth.signinRedirect()
      hasTriedSignin.current = true
    }
  }, [auth])

  if (auth.isLoading) {
    return <div>Signing you in/out...</div>
  }

  if (!auth.isAuthenticated) {
    return <div>Unable to log in</div>
  }

  return (
    <button type="button" onClick={() => void auth.removeUser()}>
      Log out
    </button>
  )
}

function ReadmeAutoSignin() {
  const { isLoading, isAuthenticated, error } = useAutoSignin({ signinMethod: 'signinRedirect' })

  if (isLoading) {
    return <div>Signing you in/out...</div>
  }

  if (!isAuthenticated) {
    return <div>Unable to log in</div>
  }

  if (error) {
    return <div>An error occured</div>
  }

  return <div>Signed in successfully</div>
}

describe('the examples of react-oidc-context’s README', () => {
  it('useAuth: logs in with the button, and logs out without leaving the page', async () => {
    const { tab, session } = await signedOutSession()
    const view = show(session, <ReadmeApp />)
    await userEvent.click(screen.getByRole('button', { name: 'Log in' }))
    expect((await departure(tab)).pathname).toBe('/oauth2/authorize')
    expect(screen.getByText('Loading...')).toBeVisible()
    view.unmount()
    const signedIn = await signedInSession()
    show(signedIn.session, <ReadmeApp />)
    expect(screen.getByText(/^Hello [0-9a-f-]{36}/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Log out' }))
    expect(await screen.findByRole('button', { name: 'Log in' })).toBeVisible()
    await settle()
    expect(network.countOf('/oauth2/revoke')).toBe(1)
  })

  it('withAuth: gives a class component the user', async () => {
    const { session } = await signedInSession()
    show(session, <ReadmeProfile />)
    expect(screen.getByText(/^Hello [0-9a-f-]{36}/)).toBeVisible()
  })

  it('calling a protected API: sends the access token', async () => {
    const { session } = await signedInSession()
    const sent = vi.fn<(header: string | null) => void>()
    network.server.use(
      http.get('https://api.example.com/posts', ({ request }) => {
        sent(request.headers.get('Authorization'))
        return HttpResponse.json(['First post'])
      }),
    )
    show(session, <ReadmePosts />)
    expect(await screen.findByText('First post')).toBeVisible()
    expect(sent).toHaveBeenCalledWith(`Bearer ${session.user()?.access_token}`)
  })

  it('withAuthenticationRequired: shows the page to a signed-in user', async () => {
    const { session } = await signedInSession()
    show(session, <PrivateRoute />)
    expect(screen.getByText('Private')).toBeVisible()
  })

  it('withAuthenticationRequired: redirects a signed-out visitor once', async () => {
    const { tab, session } = await signedOutSession()
    show(session, <PrivateRoute />)
    await departure(tab)
    await settle()
    expect(screen.getByText('Redirecting to the login page...')).toBeVisible()
    expect(tab.departures).toHaveLength(1)
  })

  it('event listeners: listen to the events of the session', async () => {
    const { session } = await signedInSession()
    const onExpiring = vi.fn<() => void>()
    const add = vi.spyOn(session.userManager.events, 'addAccessTokenExpiring')
    show(session, <ReadmeEvents onExpiring={onExpiring} />)
    expect(screen.getByText('listening')).toBeVisible()
    expect(add).toHaveBeenCalledWith(onExpiring)
  })

  it('automatic sign-in: redirects a signed-out visitor once, and a signed-in user never', async () => {
    const { tab, session } = await signedOutSession()
    const view = show(session, <ReadmeAutomaticSignIn />)
    await departure(tab)
    await settle()
    expect(tab.departures).toHaveLength(1)
    view.unmount()
    const signedIn = await signedInSession()
    show(signedIn.session, <ReadmeAutomaticSignIn />)
    expect(screen.getByRole('button', { name: 'Log out' })).toBeVisible()
  })

  it('useAutoSignin: redirects a signed-out visitor once, and a signed-in user never', async () => {
    const { tab, session } = await signedOutSession()
    const view = show(session, <ReadmeAutoSignin />)
    await departure(tab)
    await settle()
    expect(tab.departures).toHaveLength(1)
    view.unmount()
    const signedIn = await signedInSession()
    show(signedIn.session, <ReadmeAutoSignin />)
    expect(screen.getByText('Signed in successfully')).toBeVisible()
  })
})

describe('the automatic sign-in of react-oidc-context', () => {
  it.each([
    ['useAutoSignin', <ReadmeAutoSignin key="a" />],
    ['withAuthenticationRequired', <PrivateRoute key="b" />],
  ])('with %s waits for a callback, and the code is exchanged once', async (_name, children) => {
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    const departures = tab.departures.length
    window.history.replaceState(null, '', path)
    const session = createSession(localConfig, tab.load(path))
    show(session, children)
    expect(hasAuthParams()).toBe(true)
    await act(() => session.start(new URL(path, appOrigin)))
    await settle()
    window.history.replaceState(null, '', '/')
    expect(session.state().status).toBe('signed-in')
    expect(network.countOf('/oauth2/token')).toBe(1)
    expect(tab.departures).toHaveLength(departures)
  })

  it.each([
    ['useAutoSignin', <ReadmeAutoSignin key="a" />],
    ['withAuthenticationRequired', <PrivateRoute key="b" />],
  ])(
    'A73: with %s redirects no more than twice a minute, even if every visit is signed out',
    async (_name, children) => {
      const tab = newTab()
      tab.isUserActive = false
      for (let visits = 0; visits < 5; visits += 1) {
        const session = await load(tab, '/')
        const view = show(session, children)
        const hasStopped = () => expect(session.state()).toMatchObject({ after: 'redirects' })
        await (visits < 2 ? departure(tab, visits + 1) : vi.waitFor(hasStopped))
        view.unmount()
      }
      expect(tab.departures).toHaveLength(2)
    },
  )
})
