import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { StepError } from './host.ts'

/**
 * The number of the AWS account that the credentials of this terminal belong to.
 *
 * @throws StepError if there are no credentials, or AWS refuses them
 */
export async function findAccount(region: string): Promise<string> {
  try {
    const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand())
    if (Account === undefined) throw new StepError('AWS names no account for these credentials.')
    return Account
  } catch (error) {
    throw credentialsError(error)
  }
}

function credentialsError(error: unknown): unknown {
  const name = error instanceof Error ? error.name : ''
  if (name === 'CredentialsProviderError') {
    return new StepError(
      'There are no AWS credentials: sign in with "aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID.',
    )
  }
  if (['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'SignatureDoesNotMatch'].includes(name)) {
    return new StepError(`AWS refuses the credentials (${name}): sign in again.`)
  }
  return error
}

/**
 * Checks that CDK can deploy to this region of the account.
 *
 * @throws StepError with the command that prepares it, if it is not
 */
export async function checkBootstrap(account: string, region: string): Promise<void> {
  const outputs = await stackOutputs(region, 'CDKToolkit')
  if (outputs !== null) return
  throw new StepError(
    `CDK has not been prepared in ${region}: run "cd infra && npx cdk bootstrap aws://${account}/${region}" once, then this command again.`,
  )
}

/** The outputs of a stack by name; null if the stack does not exist. */
export async function stackOutputs(region: string, stack: string): Promise<Readonly<Record<string, string>> | null> {
  try {
    const { Stacks } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: stack }))
    const outputs = Stacks?.[0]?.Outputs ?? []
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
  } catch (error) {
    // CloudFormation has no error of its own for a stack that does not exist.
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) return null
    throw error
  }
}
