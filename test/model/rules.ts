import { expect } from 'vitest'
import { keysOf } from '../support/memory-storage.ts'
import { readUserRecord } from '../../src/auth/store/user-record.ts'
import { shown, type Visit } from '../support/visits.ts'
import type { MultiTabFixture } from './multi-tab-fixture.ts'

/** The state and the refresh token of each tab before a step. */
type Before = ReadonlyMap<Visit, { readonly wasSignedIn: boolean; readonly refreshToken: string | undefined }>

export async function snapshotTabs(fixture: MultiTabFixture): Promise<Before> {
  const snapshots = fixture.visits.map(async (visit) => {
    const wasSignedIn = visit.session.state().status === 'signed-in'
    return [visit, { wasSignedIn, refreshToken: (await storedUser(visit))?.refresh_token }] as const
  })
  return new Map(await Promise.all(snapshots))
}

/** Checks the rules that must hold one second after the steps of a moment. */
export async function checkRules(fixture: MultiTabFixture, before: Before): Promise<void> {
  const { network, bugs } = fixture
  if (bugs.length > 0) throw bugs[0]
  expect(network.mostInFlight, 'refresh requests in flight').toBeLessThanOrEqual(1)
  const activeVisits = fixture.visits.filter(({ tab }) => !tab.isFrozen)
  for (const visit of activeVisits) await checkSameUser(visit)
  checkAgreement(activeVisits)
  checkNoSessionLost(fixture, activeVisits, before)
}

/** The page, the tokens and the stored record belong to the same user. */
async function checkSameUser(visit: Visit): Promise<void> {
  const state = visit.session.state()
  if (state.status !== 'signed-in') return
  const user = await storedUser(visit)
  const { sub } = JSON.parse(atob(user?.access_token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
  expect([sub, user?.profile.sub], 'the user of the tokens').toEqual([state.person.subject, state.person.subject])
}

/** No two tabs show different users. If one tab shows a user, no other tab shows that no user is signed in. */
function checkAgreement(activeVisits: readonly Visit[]): void {
  const texts = activeVisits.map(shown)
  const users = new Set(texts.filter((text) => text?.includes('@')))
  expect(users.size, `users on the pages: ${texts.join(', ')}`).toBeLessThanOrEqual(1)
  if (users.size === 1) expect(texts, 'texts of the tabs').not.toContain('signed-out after nothing')
  if (users.size === 1) expect(texts, 'texts of the tabs').not.toContain('session-expired')
}

/** The app signs no user out whose refresh token the pool still accepts, unless the user signs out. */
function checkNoSessionLost({ network, clock }: MultiTabFixture, activeVisits: readonly Visit[], before: Before): void {
  for (const visit of activeVisits) {
    const { wasSignedIn = false, refreshToken = '' } = before.get(visit) ?? {}
    const isLost =
      wasSignedIn &&
      ['session-expired', 'signed-out after nothing', 'signed-out after sign-out'].includes(shown(visit) ?? '')
    const isAccepted = isLost && network.tokenModel.accepts(refreshToken, clock.trueMs())
    expect(
      isAccepted,
      `lost, although its token works: ${visit.tab.name}; tabs: ${activeVisits.map(shown).join(', ')}`,
    ).toBe(false)
  }
}

/** The record in the storage of the tab or the browser, or else the user in the memory of the page. */
async function storedUser({ session, tab }: Visit) {
  const records = [tab.sessionStorage, tab.browser.localStorage].flatMap((storage) =>
    keysOf(storage)
      .filter((key) => key.startsWith('oidc.user:'))
      .map((key) => readUserRecord(storage.getItem(key))),
  )
  return records.find((record) => record !== null) ?? session.user()
}
