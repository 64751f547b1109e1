import type { ProblemKind } from '../auth/problem.ts'

/** What a page about a problem says; the next step is one of the app's few buttons. */
interface ProblemWording {
  readonly title: string
  readonly reason: string
  readonly next: string
}

export type ProblemMessages = Readonly<Record<ProblemKind | 'config-invalid', ProblemWording>>
