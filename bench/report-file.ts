import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** Takes a line of figures. */
export type Say = (line: string) => void

const path = 'bench-report.txt'

/** Prints every line, and puts all of them into one file behind what the machine was. */
export function createReport(): { say: Say; write: () => void } {
  const [processor] = cpus()
  const machine = `Node ${process.version}, ${cpus().length} x ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const lines = [new Date().toISOString(), machine]
  return {
    say(line) {
      console.info(line)
      lines.push(line)
    },
    write() {
      writeFileSync(path, `${lines.join('\n')}\n`)
      console.info(`\nAll of this is in ${path}.`)
    },
  }
}
