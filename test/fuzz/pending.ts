import { lastDeparture, load } from '../support/app-tab.ts'
import { TestBrowser } from '../support/test-browser.ts'

/** Starts one sign-in. Every case continues with a copy of its storage. */
export async function beginOne(): Promise<{ state: string; nonce: string; storage: Storage }> {
  const tab = new TestBrowser({ without: ['channel'] }).openTab()
  const session = await load(tab, '/')
  await session.signIn({ returnTo: '/account' })
  const { searchParams } = lastDeparture(tab)
  return {
    state: searchParams.get('state') ?? '',
    nonce: searchParams.get('nonce') ?? '',
    storage: tab.sessionStorage,
  }
}
