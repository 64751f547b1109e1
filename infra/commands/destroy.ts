import { CloudFormationClient, DeleteStackCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { poolOutputs } from '../pool/pool-stack.ts'
import { readEnvironment } from '../settings/read-settings.ts'
import { logsOutputs, logsRegion } from '../site/logs-stack.ts'
import { siteOutputs } from '../site/site-stack.ts'
import { stackNames } from '../stack-names.ts'
import { findAccount, stackOutputs } from './account.ts'
import { StepError, type Host } from './host.ts'

/**
 * Deletes an environment, after its name has been typed. A protected environment is refused.
 *
 * @throws SettingsError, StepError: one sentence for the person at the terminal
 */
export async function destroy(host: Host, name: string): Promise<void> {
  const environment = readEnvironment(name)
  const { region, isProtected } = environment
  const account = await findAccount(region)
  if (isProtected) {
    throw new StepError(
      `"${name}" is protected: set "isProtected": false in infra/settings.json and run "npm run aws:deploy -- ${name}" before.`,
    )
  }
  const names = stackNames(name)
  const pool = await stackOutputs(region, names.pool)
  const site = await stackOutputs(region, names.site)
  if (pool === null && site === null)
    throw new StepError(`There is nothing of "${name}" in ${region} of account ${account}.`)
  host.print(`This deletes from account ${account}, region ${region}:`)
  const userPoolId = pool?.[poolOutputs.userPoolId]
  if (userPoolId !== undefined) {
    host.print(`  ${names.pool}: the user pool ${userPoolId} and its ${await countUsers(region, userPoolId)} users`)
  }
  const bucket = site?.[siteOutputs.bucket]
  if (bucket !== undefined)
    host.print(`  ${names.site}: the app at ${site?.[siteOutputs.origin]}, and the bucket ${bucket}`)
  host.print(`  ${names.logs}: the access log`)
  const typed = await host.ask(`Type the name of the environment to delete it: `)
  if (typed.trim() !== name) throw new StepError('Nothing was deleted: that is not its name.')
  if (site !== null) {
    if (bucket !== undefined) await emptyBucket(region, bucket)
    await deleteStack(host, region, names.site)
  }
  await deleteStack(host, region, names.pool)
  const logs = await stackOutputs(logsRegion, names.logs)
  if (logs !== null) {
    const logBucket = logs[logsOutputs.bucket]
    if (logBucket !== undefined) await emptyBucket(logsRegion, logBucket)
    await deleteStack(host, logsRegion, names.logs)
  }
  host.print(`"${name}" is deleted. Its values are still in the .env files of this folder.`)
}

/** AWS's own estimate, refreshed about every six hours. */
async function countUsers(region: string, userPoolId: string): Promise<number> {
  const client = new CognitoIdentityProviderClient({ region })
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }))
  return UserPool?.EstimatedNumberOfUsers ?? 0
}

/** A stack that does not exist is deleted already. */
async function deleteStack(host: Host, region: string, stack: string): Promise<void> {
  host.print(`Deleting ${stack} …`)
  const client = new CloudFormationClient({ region })
  await client.send(new DeleteStackCommand({ StackName: stack }))
  await waitUntilStackDeleteComplete({ client, maxWaitTime: 1800, minDelay: 1, maxDelay: 20 }, { StackName: stack })
}

/** CloudFormation deletes no bucket that holds files. */
async function emptyBucket(region: string, bucket: string): Promise<void> {
  const client = new S3Client({ region })
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    const Objects = Contents.map(({ Key }) => ({ Key }))
    if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }))
  }
}
