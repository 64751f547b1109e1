import * as v from 'valibot'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Clients } from '../../oauth/clients.ts'
import type { Users } from '../../users/users.ts'
import { epochSeconds } from '../protocol/dates.ts'
import { clientId, limitOf, text, textOf } from '../protocol/input.ts'
import { accountOperation, adminOperation, done } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { pageOf } from '../protocol/page.ts'
import { findClient } from '../protocol/read-client.ts'
import { customAttributesOf } from '../protocol/user-attributes.ts'

export type PoolOperationDeps = {
  readonly config: PoolConfig
  readonly clients: Pick<Clients, 'find' | 'all'>
  readonly users: Pick<Users, 'all'>
  readonly startedAtMs: number
}

const poolSchema = v.object({ UserPoolId: textOf(1, 55) })
const clientSchema = v.object({ UserPoolId: textOf(1, 55), ClientId: clientId })
const poolsSchema = v.object({ MaxResults: limitOf(1, 60), NextToken: v.optional(text) })
const clientsSchema = v.object({
  UserPoolId: textOf(1, 55),
  MaxResults: v.optional(limitOf(1, 60), 60),
  NextToken: v.optional(text),
})

/** The operations that read the configuration of the pool and its clients. */
export function poolOperations(pool: PoolOperationDeps): Operations {
  return {
    DescribeUserPool: adminOperation(pool, poolSchema, () => describeUserPool(pool)),
    DescribeUserPoolClient: adminOperation(pool, clientSchema, ({ ClientId }) => describeClient(pool, ClientId)),
    ListUserPools: accountOperation(poolsSchema, () => listUserPools(pool)),
    ListUserPoolClients: adminOperation(pool, clientsSchema, (input) => listClients(pool, input)),
  }
}

/**
 * Describes the pool as far as its configuration goes.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html
 */
function describeUserPool({ config, users, startedAtMs }: PoolOperationDeps): ApiAnswer {
  const { minimumLength, requireLowercase, requireUppercase, requireNumbers, requireSymbols } = config.passwordPolicy
  return done({
    UserPool: {
      ...summary(config, startedAtMs),
      Arn: `arn:aws:cognito-idp:${regionOf(config)}:000000000000:userpool/${config.poolId}`,
      Policies: {
        PasswordPolicy: {
          MinimumLength: minimumLength,
          RequireLowercase: requireLowercase,
          RequireUppercase: requireUppercase,
          RequireNumbers: requireNumbers,
          RequireSymbols: requireSymbols,
          TemporaryPasswordValidityDays: 7,
        },
      },
      SchemaAttributes: [...customAttributesOf(config)].map((Name) => ({
        Name,
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
      })),
      AutoVerifiedAttributes: ['email'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      MfaConfiguration: config.mfa,
      EstimatedNumberOfUsers: users.all().length,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: !config.hasSelfSignUp },
      Domain: config.domainPrefix,
    },
  })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
function describeClient(pool: PoolOperationDeps, id: string): ApiAnswer {
  const reading = findClient(pool, id)
  return reading.kind === 'refused' ? reading : done({ UserPoolClient: clientView(pool, reading.client) })
}

function clientView({ config, startedAtMs }: PoolOperationDeps, client: AppClient) {
  const date = epochSeconds(startedAtMs)
  return {
    UserPoolId: config.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ClientSecret: client.secret,
    CreationDate: date,
    LastModifiedDate: date,
    AccessTokenValidity: client.accessTokenSeconds,
    IdTokenValidity: client.idTokenSeconds,
    RefreshTokenValidity: client.refreshTokenSeconds,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
    ExplicitAuthFlows: client.explicitAuthFlows,
    SupportedIdentityProviders: client.providers,
    CallbackURLs: client.callbackUrls,
    LogoutURLs: client.signOutUrls,
    AllowedOAuthFlows: client.allowedOAuthFlows,
    AllowedOAuthScopes: client.scopes,
    AllowedOAuthFlowsUserPoolClient: client.allowedOAuthFlowsUserPoolClient,
    PreventUserExistenceErrors: client.preventUserExistenceErrors,
    EnableTokenRevocation: client.enableTokenRevocation,
    RefreshTokenRotation: {
      Feature: client.rotation.feature,
      RetryGracePeriodSeconds: client.rotation.retryGracePeriodSeconds,
    },
    AuthSessionValidity: 3,
  }
}

/**
 * Lists this pool only: each pool of a configuration has an origin of its own.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html
 */
function listUserPools({ config, startedAtMs }: PoolOperationDeps): ApiAnswer {
  return done({ UserPools: [summary(config, startedAtMs)] })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
function listClients(pool: PoolOperationDeps, input: v.InferOutput<typeof clientsSchema>): ApiAnswer {
  const found = pageOf(pool.clients.all(), input.MaxResults, input.NextToken)
  if (found.kind === 'refused') return found
  return done({
    UserPoolClients: found.items.map(({ id, name }) => ({
      ClientId: id,
      UserPoolId: pool.config.poolId,
      ClientName: name,
    })),
    NextToken: found.nextToken,
  })
}

function summary({ poolId, poolName }: PoolConfig, startedAtMs: number) {
  const date = epochSeconds(startedAtMs)
  return { Id: poolId, Name: poolName, LambdaConfig: {}, CreationDate: date, LastModifiedDate: date }
}

function regionOf({ poolId }: PoolConfig): string {
  return poolId.slice(0, poolId.indexOf('_'))
}
