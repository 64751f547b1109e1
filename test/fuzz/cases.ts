/** As many cases as asked for; the seed is fixed in CI, so that a red run can be repeated, and random elsewhere. */
export function cases(numRuns: number): { numRuns: number; seed: number } {
  const { SEED, CI } = process.env
  const fixedSeed = CI === undefined ? Date.now() : 20261123
  return { numRuns, seed: SEED === undefined ? fixedSeed : Number(SEED) }
}
