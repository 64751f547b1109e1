import { expect } from 'vitest'
import { keysOf } from '../support/memory-storage.ts'
import { readUserRecord } from '../../src/auth/store/user-record.ts'
import { shown, type Visit } from '../support/visits.ts'
import type { Household } from './household.ts'

/** What each tab was and held before a step. */
type Before = ReadonlyMap<Visit, { readonly wasSignedIn: boolean; readonly refreshToken: string | undefined }>

export async function look(household: Household): Promise<Before> {
  const seen = household.visits.map(async (visit) => {
    const wasSignedIn = visit.session.state().status === 'signed-in'
    return [visit, { wasSignedIn, refreshToken: (await heldBy(visit))?.refresh_token }] as const
  })
  return new Map(await Promise.all(seen))
}

/** What must hold a second after whatever happened. */
export async function checkRules(household: Household, before: Before): Promise<void> {
  const { network, bugs } = household
  if (bugs.length > 0) throw bugs[0]
  expect(network.mostInFlight, 'refresh requests in flight').toBeLessThanOrEqual(1)
  const live = household.visits.filter(({ tab }) => !tab.isFrozen)
  for (const visit of live) await checkOnePerson(visit)
  checkAgreement(live)
  checkNobodyLost(household, live, before)
}

/** The person on show, the tokens behind it and what is stored are of one person. */
async function checkOnePerson(visit: Visit): Promise<void> {
  const state = visit.session.state()
  if (state.status !== 'signed-in') return
  const user = await heldBy(visit)
  const { sub } = JSON.parse(atob(user?.access_token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
  expect([sub, user?.profile.sub], 'the person of the tokens').toEqual([state.person.subject, state.person.subject])
}

/** No two tabs show two people; and where one shows somebody, none says that nobody is there. */
function checkAgreement(live: readonly Visit[]): void {
  const said = live.map(shown)
  const people = new Set(said.filter((text) => text?.includes('@')))
  expect(people.size, `people on show: ${said.join(', ')}`).toBeLessThanOrEqual(1)
  if (people.size === 1) expect(said, 'what the tabs say').not.toContain('signed-out after nothing')
  if (people.size === 1) expect(said, 'what the tabs say').not.toContain('session-expired')
}

/** Nobody is signed out whose refresh token the pool still honours, unless somebody said so. */
function checkNobodyLost({ network, clock }: Household, live: readonly Visit[], before: Before): void {
  for (const visit of live) {
    const { wasSignedIn = false, refreshToken = '' } = before.get(visit) ?? {}
    const isLost =
      wasSignedIn &&
      ['session-expired', 'signed-out after nothing', 'signed-out after sign-out'].includes(shown(visit) ?? '')
    const isHonoured = isLost && network.oracle.honours(refreshToken, clock.trueMs())
    expect(isHonoured, `lost, with a token that works: ${visit.tab.name}; tabs: ${live.map(shown).join(', ')}`).toBe(
      false,
    )
  }
}

/** What the tab has in its own storage, or this page in its memory. */
async function heldBy({ session, tab }: Visit) {
  const records = [tab.sessionStorage, tab.browser.localStorage].flatMap((storage) =>
    keysOf(storage)
      .filter((key) => key.startsWith('oidc.user:'))
      .map((key) => readUserRecord(storage.getItem(key))),
  )
  return records.find((record) => record !== null) ?? session.user()
}
