import type { ProblemKind } from '../auth/problem.ts'

/** The texts of a problem page. */
interface ProblemWording {
  readonly title: string
  readonly reason: string
  readonly next: string
}

export type ProblemMessages = Readonly<Record<ProblemKind | 'config-invalid', ProblemWording>>
