import { readEnvironment } from '../settings/read-settings.ts'
import { stackNames } from '../stack-names.ts'
import { findAccount, stackOutputs } from './account.ts'
import { appVariables, envFilesOf, writeEnvFile } from './env-files.ts'
import { StepError, type Host } from './host.ts'

/**
 * Writes the values of a deployed pool into the app's `.env` files. Changes nothing in AWS.
 *
 * @throws SettingsError, StepError: one sentence for the person at the terminal
 */
export async function fetchValues(host: Host, name: string): Promise<void> {
  const environment = readEnvironment(name)
  await findAccount(environment.region)
  const stack = stackNames(name).pool
  const pool = await stackOutputs(environment.region, stack)
  if (pool === null) {
    throw new StepError(
      `There is no stack ${stack} in ${environment.region}: run "npm run aws:deploy -- ${name}" first.`,
    )
  }
  const files = envFilesOf(environment)
  for (const file of files) writeEnvFile(host.project, file, appVariables(environment, pool))
  host.print(`The values of ${stack} are in ${files.join(' and ')}.`)
}
