import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { departure } from '../support/app-tab.ts'
import { openApp } from '../support/open-app.tsx'
import { joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock

beforeEach(async () => {
  clock = new TestClock()
  await network.startPool(clock)
})

describe('the landing page', () => {
  it.each([
    ['en', 'Sign in', 'Continue with Google'],
    ['ko', '로그인', 'Google 계정으로 계속하기'],
  ] as const)('shows the sign-in buttons (%s)', async (language, signIn, google) => {
    await openApp('/', { clock, language })
    expect(screen.getByRole('button', { name: signIn })).toBeVisible()
    expect(screen.getByRole('button', { name: google })).toBeVisible()
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
    expect(document.documentElement.lang).toBe(language)
  })

  it('redirects to the hosted UI in the language of the page', async () => {
    const { tab, person } = await openApp('/', { clock, language: 'ko' })
    await person.click(screen.getByRole('button', { name: '로그인' }))
    const { searchParams } = await departure(tab)
    expect(searchParams.get('lang')).toBe('ko')
    expect(searchParams.has('identity_provider')).toBe(false)
  })

  it('redirects directly to Google', async () => {
    const { tab, person } = await openApp('/', { clock })
    await person.click(screen.getByRole('button', { name: 'Continue with Google' }))
    const { searchParams } = await departure(tab)
    expect(searchParams.get('identity_provider')).toBe('Google')
  })

  it('has no button for a provider that is not configured', async () => {
    await openApp('/', { clock, providers: [] })
    expect(
      within(screen.getByRole('main'))
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Sign in', 'Create an account'])
  })

  it('changes the language', async () => {
    const { person } = await openApp('/', { clock })
    await person.click(screen.getByRole('button', { name: '한국어' }))
    expect(await screen.findByRole('button', { name: '로그인' })).toBeVisible()
    await waitFor(() => expect(document.documentElement.lang).toBe('ko'))
  })
})

describe('an unknown path', () => {
  it('shows that the page was not found, and links to the home page', async () => {
    const { person } = await openApp('/nowhere', { clock })
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toHaveFocus()
    await person.click(screen.getByRole('link', { name: 'Back to home' }))
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeVisible()
  })
})
