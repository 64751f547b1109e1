import { array, assert, asyncProperty } from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { generatePoolKeys, type PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { MultiTabFixture } from './multi-tab-fixture.ts'
import { checkRules, snapshotTabs } from './rules.ts'
import { anyMoment, applyStep, type Step } from './steps.ts'
import { isSoak } from '../support/soak.ts'
import { regressions } from './regressions.ts'

const runs = Number(process.env['RUNS'] ?? (isSoak ? 220 : 22))
/** The minimum for a history, on average: 10,000 steps in all in `npm run test:soak`. The average of few histories varies. */
const minAverageSteps = isSoak ? 46 : 25
/** A new seed for each run. In CI it is always the same, so that a run fails because of a change and not by chance. */
const defaultSeed = process.env['CI'] === undefined ? Date.now() % 2 ** 31 : 20_261_123
const seed = Number(process.env['SEED'] ?? defaultSeed)
let keys: PoolKeys

beforeAll(async () => {
  keys = await generatePoolKeys()
})

async function runHistory(
  storage: 'tab' | 'browser',
  history: readonly Step[][],
  count: (steps: number) => void,
): Promise<void> {
  const fixture = await MultiTabFixture.create(keys, storage)
  fixture.openTab()
  await fixture.clock.advance(1_000)
  for (const moment of history) {
    const before = await snapshotTabs(fixture)
    for (const step of moment) await applyStep(fixture, step)
    await fixture.clock.advance(1_000)
    await checkRules(fixture, before)
    count(moment.length)
  }
}

it.each(['tab', 'browser'] as const)(
  'after any sequence of events, all tabs show one user, refresh requests never overlap, no session is lost (%s)',
  async (storage) => {
    let steps = 0
    const histories = array(anyMoment, { minLength: 1, maxLength: 100, size: 'max' })
    const property = asyncProperty(histories, (history) => runHistory(storage, history, (count) => (steps += count)))
    await assert(property, { numRuns: runs, seed, examples: regressions })
    console.info(`${steps} steps in ${runs} histories, ${storage} storage, SEED=${seed}`)
    expect(steps).toBeGreaterThan(runs * minAverageSteps)
  },
  300_000,
)
