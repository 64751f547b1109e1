import { act, render, screen, waitFor } from '@testing-library/react'
import { useAuth } from 'react-oidc-context'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { AuthProvider } from '../../src/react/auth-provider.tsx'
import { signIn } from '../support/app-tab.ts'
import { joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'
import { openTab } from '../support/test-browser.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** A component that uses only react-oidc-context. */
function Token() {
  return <output>{useAuth().user?.access_token ?? 'no user'}</output>
}

describe('the context of react-oidc-context', () => {
  it('contains the tokens, changes with a refresh, and is empty after a sign-out', async () => {
    const { session } = await signIn(pool, { tab: openTab({ clock }) })
    render(
      <AuthProvider session={session}>
        <Token />
      </AuthProvider>,
    )
    const shown = async (text: RegExp) => (await screen.findByText(text)).textContent
    const tokenOf = async () => {
      const token = await session.accessToken()
      return token.ok ? token.value : ''
    }
    const first = await tokenOf()
    expect(await shown(/^eyJ/)).toBe(first)
    await clock.advance(60_000)
    await act(() => session.refresh())
    const second = await tokenOf()
    expect(second).not.toBe(first)
    await waitFor(async () => expect(await shown(/^eyJ/)).toBe(second))
    await act(() => session.signOut())
    expect(await shown(/no user/)).toBe('no user')
  })
})
