import { measureFlow } from './flow/main.ts'
import { measurePool } from './pool.ts'
import { createReport, type PrintLine } from './report-file.ts'
import { measureSize } from './size.ts'
import { measureTabs } from './tabs.ts'

const benchmarks: Readonly<Record<string, (printLine: PrintLine) => Promise<void>>> = {
  size: measureSize,
  flow: measureFlow,
  tabs: measureTabs,
  pool: measurePool,
}

/** Runs the benchmarks with these names, or all of them, and writes one report. No figure makes a benchmark fail. */
export async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benchmarks))
  if (unknown.length > 0) {
    console.error(
      `No benchmark is called ${unknown.join(', ')}. The benchmarks are: ${Object.keys(benchmarks).join(', ')}.`,
    )
    return 2
  }
  const report = createReport()
  for (const name of names.length === 0 ? Object.keys(benchmarks) : names) {
    report.printLine(`\n# ${name}\n`)
    await benchmarks[name]?.(report.printLine)
  }
  report.write()
  return 0
}
