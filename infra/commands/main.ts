import { createInterface } from 'node:readline/promises'
import { join } from 'node:path'
import { SettingsError } from '../settings/read-settings.ts'
import { deploy } from './deploy.ts'
import { destroy } from './destroy.ts'
import { fetchValues } from './fetch-values.ts'
import { readProgram, runProgram, StepError, type Host } from './host.ts'

const commands: Readonly<Record<string, (host: Host, environment: string) => Promise<void>>> = {
  deploy,
  env: fetchValues,
  destroy,
}

const help = `npm run aws:deploy -- <environment>    the user pool, its values, the build, hosting
npm run aws:env -- <environment>       only the values of a deployed pool, into the .env files
npm run aws:destroy -- <environment>   deletes an environment, after its name is typed

The environments are those of infra/settings.json. docs/aws.md describes each step.
`

const machine: Host = {
  project: join(import.meta.dirname, '../..'),
  print: (line) => console.info(line),
  run: runProgram,
  read: readProgram,
  async ask(question) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout })
    const answer = await terminal.question(question)
    terminal.close()
    return answer
  },
}

/** @returns 0, 1 after a failure that is printed as one sentence, or 2 for arguments that it does not know */
export async function main([name = '', environment]: readonly string[], host: Host = machine): Promise<number> {
  const command = commands[name]
  if (command === undefined || environment === undefined || environment.startsWith('-')) {
    host.print(help)
    return 2
  }
  try {
    await command(host, environment)
    return 0
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === null) throw error
    host.print(sentence)
    return 1
  }
}

/** Null for a bug. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof StepError || error instanceof SettingsError) return error.message
  // Every error that a service of AWS returns has a $fault.
  if (!(error instanceof Error && '$fault' in error)) return null
  return `AWS refused this step: ${error.name}, ${error.message} Run the command again once it is corrected.`
}
