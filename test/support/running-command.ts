import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import { vi } from 'vitest'

export interface RunningCommand {
  /** What it has printed, without colours. */
  readonly output: () => string
  /** Waits until it has printed this text. Fails with its whole output if it does not. */
  readonly prints: (text: string) => Promise<void>
  /** Waits until it ends by itself. */
  readonly code: Promise<number | null>
  /** Interrupts it as Ctrl-C does, and waits for its end. */
  readonly interrupt: () => Promise<void>
}

/** Starts a command in a process of its own. */
export function startCommand(
  cwd: string,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  // The variables of Vitest would change the mode of the Vite server that the command starts.
  const { NODE_ENV: _nodeEnv, MODE: _mode, DEV: _dev, PROD: _prod, VITEST: _vitest, ...own } = process.env
  // A group of its own: npm and the shell do not pass a signal on to what they run.
  const child = spawn(file, args, { cwd, env: { ...own, ...env }, detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += stripVTControlCharacters(chunk.toString())))
  }
  const code = once(child, 'close').then(([status]: (number | null)[]) => status ?? null)
  return {
    output: () => output,
    prints: (text) => vi.waitFor(() => expectText(output, text), { timeout: 30_000 }),
    code,
    async interrupt() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGINT')
      }
      await code
    },
  }
}

function expectText(output: string, text: string): void {
  if (!output.includes(text)) throw new Error(`No ${JSON.stringify(text)} in:\n${output}`)
}
