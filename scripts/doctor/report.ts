import type { CheckResult } from './check-result.ts'

/** The document that `--json` prints. docs/doctor.md describes it for CI: a change of its shape needs a new `version`. */
export function jsonReport(mode: string, results: readonly CheckResult[]): string {
  return JSON.stringify({ version: 1, mode, status: worstOf(results), results }, null, 2)
}

/** The lines of one result: what was found, and below it the fix. Parts of a message come from a server. */
export function linesOf(result: CheckResult): readonly string[] {
  // Many checks are skipped for the same reason, so each names itself.
  const name = result.status === 'skipped' ? `${result.check}: ` : ''
  const line = `${signOf(result)} ${name}${printable(result.message)}`
  return result.fix === null ? [line] : [line, `    ${printable(result.fix)}`]
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?')
}

export function worstOf(results: readonly CheckResult[]): 'ok' | 'warning' | 'failure' {
  const has = (status: CheckResult['status']) => results.some((result) => result.status === status)
  return has('failure') ? 'failure' : has('warning') ? 'warning' : 'ok'
}

/** How many results there are of each kind, the network's failures apart. */
export function summaryOf(results: readonly CheckResult[]): string {
  const count = (is: (result: CheckResult) => boolean) => results.filter(is).length
  const ofStatus = (status: CheckResult['status']) => count((result) => result.status === status)
  const network = count(({ cause }) => cause === 'network')
  const failures = `${ofStatus('failure')} failed${network > 0 ? ` (${network} by the network)` : ''}`
  return `${ofStatus('ok')} ok, ${ofStatus('warning')} with a warning, ${failures}, ${ofStatus('skipped')} skipped`
}

function signOf({ status, cause }: CheckResult): string {
  return cause === 'network' ? '?' : { ok: '✓', warning: '!', failure: '✗', skipped: '-' }[status]
}
