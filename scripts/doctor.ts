import { createAsk, type World } from './doctor/ask.ts'
import type { CheckResult } from './doctor/check-result.ts'
import { readConfiguration } from './doctor/configuration.ts'
import { help, readOptions, type Options } from './doctor/options.ts'
import { jsonReport, linesOf, summaryOf, worstOf } from './doctor/report.ts'
import { appChecks, poolChecks, runChecks } from './doctor/run-checks.ts'

const timeoutMs = 10_000

const realWorld: World = { now: () => Date.now(), timeoutSignal: () => AbortSignal.timeout(timeoutMs) }

/**
 * Checks what .env says, first by itself, then against the pool that it names, then the deployed app. Changes nothing
 * anywhere.
 *
 * @returns 0 if no check fails, 1 if one fails, 2 for a wrong option
 */
export async function main(args: readonly string[] = [], world: World = realWorld): Promise<number> {
  const options = readOptions(args)
  if (options === 'help') {
    console.info(help)
    return 0
  }
  if ('wrong' in options) {
    console.error(`${options.wrong}\n\n${help}`)
    return 2
  }
  const results: CheckResult[] = []
  for await (const result of examine(options, world)) {
    results.push(result)
    if (!options.isJson) for (const line of linesOf(result)) console.info(line)
  }
  console.info(options.isJson ? jsonReport(options.mode, results) : `\n${summaryOf(results)}`)
  return worstOf(results) === 'failure' ? 1 : 0
}

async function* examine(options: Options, world: World): AsyncGenerator<CheckResult> {
  const configuration = readConfiguration(options, process.cwd())
  if (configuration.kind === 'unreadable') {
    yield* configuration.results
    return
  }
  yield configuration.result
  const target = { ...configuration.target, ask: createAsk(world) }
  yield* runChecks(poolChecks(target), target)
  if (options.appUrl !== null) yield* runChecks(appChecks(options.appUrl), target)
}
