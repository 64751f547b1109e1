import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** Prints one line of the report. */
export type PrintLine = (line: string) => void

const path = 'bench-report.txt'

/** Prints every line. `write` puts all lines into one file, after a description of the machine. */
export function createReport(): { printLine: PrintLine; write: () => void } {
  const [processor] = cpus()
  const machine = `Node ${process.version}, ${cpus().length} x ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const lines = [new Date().toISOString(), machine]
  return {
    printLine(line) {
      console.info(line)
      lines.push(line)
    },
    write() {
      writeFileSync(path, `${lines.join('\n')}\n`)
      console.info(`\nThe report is in ${path}.`)
    },
  }
}
