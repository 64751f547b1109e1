import type { ProblemKind } from '../session/problem.ts'

/** What a page about a problem says; the next step is one of the app's few buttons. */
interface ProblemWording {
  readonly title: string
  readonly reason: string
  readonly next: string
}

export type ProblemWords = Readonly<Record<ProblemKind, ProblemWording>>
