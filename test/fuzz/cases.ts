import { isSoak } from '../support/soak.ts'

/** One tenth of the cases in `npm test`, all of them in `npm run test:soak`. */
export const depth = isSoak ? 1 : 0.1

/**
 * Returns the settings for this number of cases, times the depth. The seed is fixed in CI, so that a failed run can be
 * repeated, and random elsewhere. The environment variable SEED overrides both.
 */
export function cases(numRuns: number): { numRuns: number; seed: number } {
  const { SEED, CI } = process.env
  const fixedSeed = CI === undefined ? Date.now() : 20261123
  return { numRuns: numRuns * depth, seed: SEED === undefined ? fixedSeed : Number(SEED) }
}
