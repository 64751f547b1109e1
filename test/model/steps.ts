import { array, boolean, constant, constantFrom, nat, oneof, record, type Arbitrary } from 'fast-check'
import { expect } from 'vitest'
import type { MultiTabFixture } from './multi-tab-fixture.ts'
import type { Fault } from './network.ts'

const people = ['minseo@example.com', 'jordan@example.com'] as const
const minuteMs = 60_000

/** An event as data, so that fast-check can print and shorten a sequence that fails. */
export type Step =
  | {
      readonly does: 'open' | 'sign-out' | 'refresh' | 'ask' | 'duplicate' | 'close' | 'freeze' | 'thaw'
      readonly tab: number
    }
  | { readonly does: 'hide' | 'show' | 'reload'; readonly tab: number }
  | { readonly does: 'sign-in'; readonly tab: number; readonly person: number }
  | { readonly does: 'wait' | 'sleep' | 'jump'; readonly ms: number }
  | { readonly does: 'fail'; readonly fault: Fault }
  | { readonly does: 'online'; readonly isOnline: boolean }
  | { readonly does: 'rotate'; readonly graceSeconds: number | null }

const tab = nat({ max: 7 })
const onTab = <D extends Step['does']>(...does: D[]) => record({ does: constantFrom(...does), tab })

const anyStep: Arbitrary<Step> = oneof(
  { weight: 12, arbitrary: onTab('refresh', 'ask', 'reload', 'show') },
  { weight: 8, arbitrary: onTab('open', 'duplicate', 'close', 'hide') },
  { weight: 6, arbitrary: onTab('freeze', 'thaw') },
  { weight: 4, arbitrary: record({ does: constant('sign-in' as const), tab, person: nat({ max: 1 }) }) },
  { weight: 1, arbitrary: onTab('sign-out') },
  {
    weight: 6,
    arbitrary: record({
      does: constant('wait' as const),
      ms: constantFrom(1_000, 9_000, minuteMs, 59 * minuteMs, 61 * minuteMs),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ does: constant('sleep' as const), ms: constantFrom(minuteMs, 120 * minuteMs) }),
  },
  {
    weight: 1,
    arbitrary: record({
      does: constant('jump' as const),
      ms: constantFrom(-1440, -10, -5, 5, 10, 1440).map((minutes) => minutes * minuteMs),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      does: constant('fail' as const),
      fault: constantFrom<Fault[]>('lost', 'status-503', 'html', 'slow', 'too-slow'),
    }),
  },
  { weight: 4, arbitrary: record({ does: constant('online' as const), isOnline: boolean() }) },
  {
    weight: 1,
    arbitrary: record({ does: constant('rotate' as const), graceSeconds: constantFrom(null, 0, 10) }),
  },
)

/** Most steps happen alone, some at the same moment. */
export const anyMoment: Arbitrary<Step[]> = oneof(
  { weight: 3, arbitrary: array(anyStep, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: array(anyStep, { minLength: 2, maxLength: 4 }) },
)

/** Applies the step. It has no effect if it is impossible, for example if no tab is open. */
export async function applyStep(fixture: MultiTabFixture, step: Step): Promise<void> {
  switch (step.does) {
    case 'wait':
      return fixture.clock.advance(step.ms)
    case 'sleep':
      return fixture.clock.sleep(step.ms)
    case 'jump':
      return fixture.clock.jumpWall(step.ms)
    case 'fail':
      return void fixture.network.faults.push(step.fault)
    case 'online':
      return fixture.browser.setOnline(step.isOnline)
    case 'rotate':
      return fixture.setGrace(step.graceSeconds)
    default:
      return applyInTab(fixture, step)
  }
}

async function applyInTab(fixture: MultiTabFixture, step: Extract<Step, { tab: number }>): Promise<void> {
  const visit = fixture.visitAt(step.tab)
  if (step.does === 'open' && fixture.visits.length < 8) return fixture.openTab()
  if (visit === undefined) return
  switch (step.does) {
    case 'duplicate':
      return fixture.visits.length < 8 ? fixture.openTab(visit.tab) : undefined
    case 'close':
      return fixture.close(visit)
    case 'reload':
      return fixture.reload(visit)
    case 'sign-in':
      return fixture.signIn(visit, people[step.person] ?? people[0])
    case 'freeze':
      return visit.tab.freeze()
    case 'thaw':
      return visit.tab.thaw()
    case 'hide':
      return visit.tab.hide()
    case 'show':
      return visit.tab.show()
    default:
      return visit.tab.isFrozen ? undefined : applyToPage(fixture, step.does, visit)
  }
}

function applyToPage(fixture: MultiTabFixture, does: Step['does'], visit: MultiTabFixture['visits'][number]): void {
  if (does === 'sign-out') fixture.signOut(visit)
  if (does === 'refresh') fixture.watch(visit.session.refresh())
  if (does === 'ask') fixture.watch(checkAccessToken(visit))
}

/** The token that the app gets must belong to the user that it shows. */
async function checkAccessToken({ session }: MultiTabFixture['visits'][number]): Promise<void> {
  const token = await session.accessToken()
  const state = session.state()
  if (!token.ok || state.status !== 'signed-in') return
  const { sub } = JSON.parse(atob(token.value.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
  expect(sub).toBe(state.person.subject)
}
