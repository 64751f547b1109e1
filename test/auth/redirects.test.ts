import { beforeEach, describe, expect, it } from 'vitest'
import { lastDeparture, load, problemKind } from '../support/app-tab.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock

beforeEach(async () => {
  clock = new TestClock()
  await network.startPool(clock)
})

const stopped = { status: 'signed-out', after: 'redirects', poolWasTold: true }

/** Loads a guarded page signed out and starts the automatic sign-in, as the route guard does. */
async function openGuardedPage(tab = openTab({ clock })) {
  const session = await load(tab, '/account')
  await session.signIn({ returnTo: '/account', isAutomatic: true })
  return { tab, session }
}

describe('automatic redirects', () => {
  it('A73, A60: stop after two within a minute, and a click still redirects', async () => {
    const { tab } = await openGuardedPage()
    await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(2)
    const { session } = await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(2)
    expect(session.state()).toEqual(stopped)
    await session.signIn({ returnTo: '/account' })
    expect(tab.departures).toHaveLength(3)
  })

  it('A73: are allowed again a minute later', async () => {
    const { tab } = await openGuardedPage()
    await openGuardedPage(tab)
    await clock.advance(60_000)
    await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(3)
  })

  it('A73: are counted for each tab separately, and clicks are not counted', async () => {
    const { tab } = await openGuardedPage()
    const session = await load(tab, '/')
    for (let click = 0; click < 5; click += 1) await session.signIn({ provider: `provider-${click}` })
    await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(7)
    expect((await openGuardedPage()).tab.departures).toHaveLength(1)
  })

  it('A73: are allowed twice again after the clock was set back', async () => {
    const { tab } = await openGuardedPage()
    await openGuardedPage(tab)
    clock.jumpWall(-86_400_000)
    await openGuardedPage(tab)
    await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(4)
    await openGuardedPage(tab)
    expect(tab.departures).toHaveLength(4)
  })

  it('A73: do not follow an error response, except once after an account was linked', async () => {
    const { tab } = await openGuardedPage()
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    expect(problemKind(await load(tab, `/callback?error=server_error&state=${state}`))).toBe('refused')
    expect(tab.departures).toHaveLength(1)
    const linked = 'error=invalid_request&error_description=Already+found+an+entry+for+username+Google_1'
    await openGuardedPage(tab)
    await load(tab, `/callback?${linked}&state=${lastDeparture(tab).searchParams.get('state') ?? ''}`)
    expect(tab.departures).toHaveLength(2)
  })
})
