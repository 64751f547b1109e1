import type { Problem } from './problem.ts'

/** The result of an operation that can fail in an expected way. A bug throws instead. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failed(problem: Problem): Result<never> {
  return { ok: false, problem }
}
