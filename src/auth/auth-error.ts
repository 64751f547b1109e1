import type { Problem } from './problem.ts'

/** Carries a problem through a method of oidc-client-ts, which can fail in no other way than by throwing. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly problem: Problem
  /** How long the server asked to be left alone; null if it did not. */
  readonly retryAfterMs: number | null

  constructor(problem: Problem, retryAfterMs: number | null = null) {
    super(problem.kind)
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }
}
