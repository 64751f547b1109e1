import { inspect } from 'node:util'
import type { Target } from './target.ts'

/** How sure it is that Cognito does this: the marks of the facts that the rows were taken from. */
type Mark = 'DOC' | 'SEEN' | 'INFERRED' | 'UNCONFIRMED'

/** Something that a pool does and that can be seen from outside. */
export type Row = {
  /** The number that the tests of the local pool name, too. */
  readonly row: number
  readonly title: string
  readonly mark: Mark
  /** Whether somebody has to sign in for it, or a client with a secret has to be there. */
  readonly needs?: 'sign-in' | 'secret-client'
  /** Throws `Differs` where the pool does something else. May tell which of two readings it found. */
  readonly check: (target: Target) => Promise<string | void>
}

/** The pool does something else than the row says. The message says what. */
export class Differs extends Error {
  override name = 'Differs'
}

/** Throws `Differs` unless the two are alike. */
export function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [found, expected].map((value) => inspect(value, { sorted: true, breakLength: Infinity }))
  if (a !== b) throw new Differs(`${what}: ${a}, not ${b}`)
}

/** Throws `Differs` unless it holds. */
export function holds(isSo: boolean, found: string): void {
  if (!isSo) throw new Differs(found)
}
