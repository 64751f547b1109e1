import { CfnOutput, Stack, Validations, type CfnResource } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'
import { createApi, createAppClient, createLoginStyle } from './app-client.ts'
import { createDomain, domainUrl } from './domain.ts'
import { createGoogle } from './google.ts'
import { createGroups, createUserPool } from './user-pool.ts'

interface PoolStackProps {
  readonly environment: Environment
  readonly siteOrigin: string | null
}

/** The names of the outputs, which infra/commands reads. */
export const poolOutputs = {
  userPoolId: 'UserPoolId',
  clientId: 'ClientId',
  domain: 'DomainUrl',
  googleRedirectUri: 'GoogleRedirectUri',
} as const

/** The user pool of the walk-through, with its domain, its app client, its groups and Google. */
export class PoolStack extends Stack {
  constructor(scope: Construct, id: string, { environment, siteOrigin }: PoolStackProps) {
    super(scope, id, { env: { region: environment.region }, terminationProtection: environment.isProtected })
    const pool = createUserPool(this, environment)
    createGroups(this, pool, environment)
    const dependencies = [createGoogle(this, pool.ref, environment), createApi(this, pool.ref, environment)]
    const client = createAppClient(this, {
      userPoolId: pool.ref,
      environment,
      siteOrigin,
      dependencies: dependencies.filter((one): one is CfnResource => one !== null),
    })
    createDomain(this, pool.ref, environment)
    createLoginStyle(this, pool.ref, client)
    const domain = domainUrl(environment)
    new CfnOutput(this, poolOutputs.userPoolId, { value: pool.ref })
    new CfnOutput(this, poolOutputs.clientId, { value: client.ref })
    new CfnOutput(this, poolOutputs.domain, { value: domain })
    if (environment.google !== undefined) {
      new CfnOutput(this, poolOutputs.googleRedirectUri, { value: `${domain}/oauth2/idpresponse` })
    }
    acknowledgeFindings(pool, environment)
  }
}

/** The rules of cdk-nag that this pool breaks on purpose, each with its reason. */
function acknowledgeFindings(pool: Construct, { mfa }: Environment): void {
  const findings = [
    ...(mfa === 'required-totp'
      ? []
      : [
          {
            id: 'AwsSolutions-COG2',
            reason: 'The walk-through has no second factor. "mfa" in infra/settings.json turns it on.',
          },
        ]),
    {
      id: 'AwsSolutions-COG8',
      reason: 'Essentials has managed login. Plus adds threat protection, and costs more for each monthly user.',
    },
  ]
  Validations.of(pool).acknowledge(...findings)
}
