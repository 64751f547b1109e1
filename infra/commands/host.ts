import { spawn } from 'node:child_process'

/** What a command needs of the machine that it runs on. */
export interface Host {
  /** The folder of the app. */
  readonly project: string
  readonly print: (line: string) => void
  /** Runs a program, shows what it prints, and resolves with its exit code. */
  readonly run: (program: string, args: readonly string[], folder: string) => Promise<number>
  /** Runs a program and resolves with what it printed; null if it failed. */
  readonly read: (program: string, args: readonly string[], folder: string) => Promise<string | null>
  /** Asks the person at the terminal. */
  readonly ask: (question: string) => Promise<string>
}

/** A step failed for a reason that the person at the terminal can act on. The message is one sentence. */
export class StepError extends Error {
  override readonly name = 'StepError'
}

export function runProgram(program: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

export function readProgram(program: string, args: readonly string[], cwd: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => resolve(code === 0 ? output : null))
  })
}
