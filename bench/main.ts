import { measureFlow } from './flow/main.ts'
import { measurePool } from './pool.ts'
import { createReport, type Say } from './report-file.ts'
import { measureSize } from './size.ts'
import { measureTabs } from './tabs.ts'

const benchmarks: Readonly<Record<string, (say: Say) => Promise<void>>> = {
  size: measureSize,
  flow: measureFlow,
  tabs: measureTabs,
  pool: measurePool,
}

/** Runs the benchmarks named, or all of them, and writes one report. They print figures and judge nothing. */
export async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benchmarks))
  if (unknown.length > 0) {
    console.error(`No benchmark is called ${unknown.join(', ')}. There is: ${Object.keys(benchmarks).join(', ')}.`)
    return 2
  }
  const report = createReport()
  for (const name of names.length === 0 ? Object.keys(benchmarks) : names) {
    report.say(`\n# ${name}\n`)
    await benchmarks[name]?.(report.say)
  }
  report.write()
  return 0
}
