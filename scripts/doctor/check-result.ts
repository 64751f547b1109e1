import type { Answer, NoAnswer } from './ask.ts'
import type { Target } from './target.ts'

/** What a check found. A warning or a failure names the fix in one sentence. */
export type Finding =
  | { readonly status: 'ok' | 'skipped'; readonly message: string }
  | { readonly status: 'warning' | 'failure'; readonly message: string; readonly fix: string }

/** A check of the pool or of the deployed app. It changes nothing and needs no sign-in. */
export interface Check {
  readonly name: string
  /** Returns the missing answer itself if the server gave none that can be judged. */
  readonly run: (target: Target) => Promise<Finding | NoAnswer>
}

/** One result as `--json` prints it. Its shape is documented in docs/doctor.md: change it only with `version`. */
export interface CheckResult {
  readonly check: string
  readonly status: Finding['status']
  /** Null for a check that is ok or skipped. */
  readonly cause: 'configuration' | 'network' | null
  readonly message: string
  /** Null for a check that is ok or skipped. */
  readonly fix: string | null
}

export function ok(message: string): Finding {
  return { status: 'ok', message }
}

/** Another check has to pass before this one can tell anything. */
export function skipped(message: string): Finding {
  return { status: 'skipped', message }
}

export function warning(message: string, fix: string): Finding {
  return { status: 'warning', message, fix }
}

export function failure(message: string, fix: string): Finding {
  return { status: 'failure', message, fix }
}

/** The result of a check whose server answered. */
export function resultOf(check: string, finding: Finding): CheckResult {
  const { status, message } = finding
  if (!('fix' in finding)) return { check, status, cause: null, message, fix: null }
  return { check, status, cause: 'configuration', message, fix: finding.fix }
}

/** How an answer is named in a message: its status, and its OAuth error if it has one. */
export function statusOf({ status, json }: Answer): string {
  return typeof json['error'] === 'string' ? `HTTP ${status}, ${json['error']}` : `HTTP ${status}`
}
