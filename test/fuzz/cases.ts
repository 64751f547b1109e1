/**
 * Returns the settings for this number of cases. The seed is fixed in CI, so that a failed run can be repeated, and
 * random elsewhere. The environment variable SEED overrides both.
 */
export function cases(numRuns: number): { numRuns: number; seed: number } {
  const { SEED, CI } = process.env
  const fixedSeed = CI === undefined ? Date.now() : 20261123
  return { numRuns, seed: SEED === undefined ? fixedSeed : Number(SEED) }
}
