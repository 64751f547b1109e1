import { CognitoIdentityProviderClient, DescribeUserPoolDomainCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Environment } from '../settings/schema.ts'
import { StepError } from './host.ts'

/**
 * Checks that no other pool of this account has the domain. That another account has it, Cognito says only when the domain
 * is created (UNCONFIRMED: DescribeUserPoolDomain answers without a description then).
 *
 * @param ownPool the pool of an earlier deployment; null before the first
 * @throws StepError if another pool has it
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export async function checkDomain({ region, domain }: Environment, ownPool: string | null): Promise<void> {
  const name = 'prefix' in domain ? domain.prefix : domain.name
  const client = new CognitoIdentityProviderClient({ region })
  const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain: name }))
  const owner = DomainDescription?.UserPoolId
  if (owner === undefined || owner === ownPool) return
  throw new StepError(`The domain "${name}" belongs to the user pool ${owner}: choose another in infra/settings.json.`)
}
