import { inspect } from 'node:util'
import type { Target } from './target.ts'

/** How certain it is that Cognito does this. The list of facts that the rows come from has the same marks. */
type Mark = 'DOC' | 'SEEN' | 'INFERRED' | 'UNCONFIRMED'

/** A behaviour of a pool that can be observed from outside. */
export type Row = {
  /** The number that the tests of the local pool have in their titles, too. */
  readonly row: number
  readonly title: string
  readonly mark: Mark
  /** Set if the row needs a user who signs in, or a client with a secret. */
  readonly needs?: 'sign-in' | 'secret-client'
  /** Throws `Differs` if the pool behaves differently. May return which of two readings the pool follows. */
  readonly check: (target: Target) => Promise<string | void>
}

/** The pool does not behave as the row describes. The message contains the difference. */
export class Differs extends Error {
  override name = 'Differs'
}

/** Throws `Differs` unless the two values are equal. */
export function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [found, expected].map((value) => inspect(value, { sorted: true, breakLength: Infinity }))
  if (a !== b) throw new Differs(`${what}: ${a}, not ${b}`)
}

/** Throws `Differs` unless the condition is true. */
export function holds(isSo: boolean, found: string): void {
  if (!isSo) throw new Differs(found)
}
