import { createRequire } from 'node:module'
import { join } from 'node:path'
import { StepError, type Host } from './host.ts'

const folder = join(import.meta.dirname, '..')

/** Context of infra/app.ts. A value of null is left out. */
export type CdkContext = Readonly<Record<string, string | null>>

/**
 * Runs `cdk deploy` for one stack.
 *
 * @throws StepError if it fails: what CloudFormation said is above it in the terminal
 */
export async function deployStack(host: Host, stack: string, context: CdkContext): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk')
  const contextArgs = Object.entries(context).flatMap(([name, value]) =>
    value === null ? [] : ['--context', `${name}=${value}`],
  )
  const args = [cli, 'deploy', stack, '--exclusively', '--require-approval', 'never', ...contextArgs]
  if ((await host.run(process.execPath, args, folder)) === 0) return
  throw new StepError(
    `"cdk deploy ${stack}" failed: the reason is above. After it is corrected, run this command again.`,
  )
}
