/** True in `npm run test:soak`, which tries the cases that `npm test` leaves out. */
export const isSoak = process.env['SOAK'] !== undefined

/** How many messages another window or tab sends in a test of forged messages. */
export const forgedMessages = isSoak ? 10_000 : 1_000

/** Returns the first of similar cases in `npm test`, all of them in `npm run test:soak`. */
export function someOf<T>(cases: readonly T[]): readonly T[] {
  return isSoak ? cases : cases.slice(0, 1)
}
