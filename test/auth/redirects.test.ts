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

/** What a guard does, page after page, when each of them comes back signed out. */
async function goRound(tab = openTab({ clock })) {
  const session = await load(tab, '/account')
  await session.signIn({ returnTo: '/account', isAutomatic: true })
  return { tab, session }
}

describe('redirects that nobody clicked for', () => {
  it('A73, A60: end after two within a minute, on a page with a button', async () => {
    const { tab } = await goRound()
    await goRound(tab)
    expect(tab.departures).toHaveLength(2)
    const { session } = await goRound(tab)
    expect(tab.departures).toHaveLength(2)
    expect(session.state()).toEqual(stopped)
    await session.signIn({ returnTo: '/account' })
    expect(tab.departures).toHaveLength(3)
  })

  it('A73: are allowed again a minute later', async () => {
    const { tab } = await goRound()
    await goRound(tab)
    await clock.advance(60_000)
    await goRound(tab)
    expect(tab.departures).toHaveLength(3)
  })

  it('A73: are counted for each tab alone, and clicks are not counted', async () => {
    const { tab } = await goRound()
    const session = await load(tab, '/')
    for (let click = 0; click < 5; click += 1) await session.signIn()
    await goRound(tab)
    expect(tab.departures).toHaveLength(7)
    expect((await goRound()).tab.departures).toHaveLength(1)
  })

  it('A73: are not stopped for ever by a clock that was set back', async () => {
    const { tab } = await goRound()
    await goRound(tab)
    clock.jumpWall(-86_400_000)
    await goRound(tab)
    await goRound(tab)
    expect(tab.departures).toHaveLength(4)
    await goRound(tab)
    expect(tab.departures).toHaveLength(4)
  })

  it('A73: an error answer never starts again by itself, and a linked account once', async () => {
    const { tab } = await goRound()
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    expect(problemKind(await load(tab, `/callback?error=server_error&state=${state}`))).toBe('refused')
    expect(tab.departures).toHaveLength(1)
    const linked = 'error=invalid_request&error_description=Already+found+an+entry+for+username+Google_1'
    await goRound(tab)
    await load(tab, `/callback?${linked}&state=${lastDeparture(tab).searchParams.get('state') ?? ''}`)
    expect(tab.departures).toHaveLength(2)
  })
})
