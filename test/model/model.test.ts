import { array, assert, asyncProperty } from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { generatePoolKeys, type PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { Household } from './household.ts'
import { checkRules, look } from './rules.ts'
import { anyMoment, take, type Step } from './steps.ts'
import { wentWrong } from './went-wrong.ts'

const runs = Number(process.env['RUNS'] ?? 220)
/** Of a history, on average; 10,000 steps in all. */
const fewestSteps = 46
/** Another one each time; but where a red run should be about the change and not about luck, always the same. */
const byDefault = process.env['CI'] === undefined ? Date.now() % 2 ** 31 : 20_261_123
const seed = Number(process.env['SEED'] ?? byDefault)
let keys: PoolKeys

beforeAll(async () => {
  keys = await generatePoolKeys()
})

async function live(
  storage: 'tab' | 'browser',
  history: readonly Step[][],
  count: (steps: number) => void,
): Promise<void> {
  const household = await Household.settle(keys, storage)
  household.openTab()
  await household.clock.advance(1_000)
  for (const moment of history) {
    const before = await look(household)
    for (const step of moment) await take(household, step)
    await household.clock.advance(1_000)
    await checkRules(household, before)
    count(moment.length)
  }
}

it.each(['tab', 'browser'] as const)(
  'whatever happens, in any order: one person, one request at a time, nobody lost, all tabs agree (%s)',
  async (storage) => {
    let steps = 0
    const histories = array(anyMoment, { minLength: 1, maxLength: 100, size: 'max' })
    const property = asyncProperty(histories, (history) => live(storage, history, (count) => (steps += count)))
    await assert(property, { numRuns: runs, seed, examples: wentWrong })
    console.info(`${steps} steps in ${runs} histories, ${storage} storage, SEED=${seed}`)
    expect(steps).toBeGreaterThan(runs * fewestSteps)
  },
  300_000,
)
