import { measureFlow } from './flow/main.ts'
import { measurePool } from './pool.ts'
import { measureSize } from './size.ts'
import { measureTabs } from './tabs.ts'

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  size: measureSize,
  flow: measureFlow,
  tabs: measureTabs,
  pool: measurePool,
}

/** Runs the benchmarks named, or all of them. They print figures and judge nothing. */
export async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benchmarks))
  if (unknown.length > 0) {
    console.error(`No benchmark is called ${unknown.join(', ')}. There is: ${Object.keys(benchmarks).join(', ')}.`)
    return 2
  }
  const chosen = names.length === 0 ? Object.keys(benchmarks) : names
  for (const name of chosen) await benchmarks[name]?.()
  return 0
}
