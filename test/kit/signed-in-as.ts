import type { Page } from '@playwright/test'
import { poolOfDev, storedSession, type PoolSite } from './stored-session.ts'

/**
 * For Playwright: the next page that is opened has this person signed in, without a page of the pool. Call it before
 * `page.goto`. A sign-out in the test is final: a reload does not sign in again.
 *
 * @param person `minseo`, or an e-mail address of the pool
 * @param pool by default the pool that `npm run dev` has started
 */
export async function signedInAs(page: Page, person: string, pool: PoolSite = poolOfDev): Promise<void> {
  const stored = await storedSession(pool, person, Date.now())
  await page.addInitScript(({ sessionStorage: tab, localStorage: browser }) => {
    // Pages of the pool run this too, and a second document of the app has what the first has left.
    if (location.hostname !== 'localhost' || sessionStorage.getItem('kit.signed-in') !== null) return
    for (const [key, value] of Object.entries(tab)) sessionStorage.setItem(key, value)
    for (const [key, value] of Object.entries(browser)) localStorage.setItem(key, value)
    sessionStorage.setItem('kit.signed-in', 'done')
  }, stored)
}
