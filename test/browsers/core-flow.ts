import assert from 'node:assert/strict'
import type { Browser, Tab } from './browser.ts'
import type { Site } from './site.ts'
import { clickButton, fillField, waitForText, waitForUrl } from './user.ts'

const minseo = 'minseo@example.com'
const password = 'Local-pass-1'

export interface Step {
  readonly name: string
  readonly run: () => Promise<void>
}

/** What a user does at the app, step by step; each one begins where the one before has ended. */
export function coreFlow({ appOrigin, pool }: Site, browser: Browser, tab: Tab, tabs: Tab[]): readonly Step[] {
  const accountUrl = `${appOrigin}/account`
  const countRequests = (path?: string) =>
    pool.requests().filter((request) => path === undefined || request.path === path).length
  const signIn = async () => {
    await fillField(tab, 'Email address', minseo)
    await fillField(tab, 'Password', password)
    await clickButton(tab, 'Sign in')
    await waitForText(tab, minseo)
  }
  const signOut = async () => {
    await clickButton(tab, 'Sign out')
    await waitForText(tab, 'Continue with Google')
    await waitForUrl(tab, `${appOrigin}/`)
  }
  const signInFromHome = async () => {
    await clickButton(tab, 'Sign in')
    await waitForText(tab, 'Password')
    await waitForUrl(tab, `${pool.config.origin}/login`)
  }
  return [
    {
      name: 'sign in',
      run: async () => {
        await tab.open(`${appOrigin}/`)
        await signInFromHome()
        await signIn()
        await waitForUrl(tab, accountUrl)
      },
    },
    {
      name: 'reload',
      run: async () => {
        const before = countRequests()
        await tab.reload()
        await waitForText(tab, 'Refresh now')
        await waitForText(tab, minseo)
        assert.equal(countRequests() - before, 0, 'requests to the pool')
      },
    },
    {
      name: 'renew',
      run: async () => {
        const before = countRequests('/oauth2/token')
        await clickButton(tab, 'Refresh now')
        await waitForText(tab, 'The session has been refreshed.')
        assert.equal(countRequests('/oauth2/token') - before, 1, 'token requests')
      },
    },
    {
      name: 'second tab',
      run: async () => {
        const before = countRequests('/oauth2/authorize')
        const second = await browser.openTab(`${accountUrl}?x=1`)
        tabs.push(second)
        await waitForText(second, minseo)
        await waitForUrl(second, `${accountUrl}?x=1`)
        assert.equal(countRequests('/oauth2/authorize') - before, 0, 'authorize requests')
      },
    },
    {
      name: 'sign-out in both',
      run: async () => {
        await signOut()
        for (const second of tabs.slice(1)) {
          await waitForText(second, 'You are signed out')
          assert.ok(!(await second.text()).includes(minseo), 'the other tab still shows the user')
          await second.close()
        }
        tabs.splice(1)
      },
    },
    {
      name: 'deep link',
      run: async () => {
        const url = `${accountUrl}?tab=2&x=%20y#top`
        await tab.open(url)
        await signIn()
        await waitForUrl(tab, url)
        await signOut()
      },
    },
    {
      name: 'Google',
      run: async () => {
        await clickButton(tab, 'Continue with Google')
        await clickButton(tab, '정하늘 haneul@gmail.com')
        await waitForUrl(tab, accountUrl)
        await waitForText(tab, 'haneul@gmail.com')
        await signOut()
      },
    },
    {
      name: 'Back from the hosted UI',
      run: async () => {
        await signInFromHome()
        await tab.back()
        await waitForUrl(tab, `${appOrigin}/`)
        await signInFromHome()
        await signIn()
        await waitForUrl(tab, accountUrl)
      },
    },
  ]
}
