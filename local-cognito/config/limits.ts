import type { PoolConfig } from './pool-config.ts'

/** A value that Cognito would refuse, with its path in the configuration. */
export type LimitFault = { readonly path: string; readonly message: string }

const leastSeconds = { accessTokenSeconds: 300, idTokenSeconds: 300, refreshTokenSeconds: 3600 } as const
const names = ['accessTokenSeconds', 'idTokenSeconds', 'refreshTokenSeconds'] as const

/**
 * Finds token lifetimes below Cognito's minimum: 5 minutes for access and ID tokens, an hour for refresh tokens.
 * The maximums, a day and 3650 days, are part of the schema.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function findShortLives({ clients }: Pick<PoolConfig, 'clients'>): LimitFault[] {
  return clients.flatMap((client, index) =>
    names
      .filter((name) => client[name] < leastSeconds[name])
      .map((name) => ({
        path: `clients[${index}].${name}`,
        message: `${client[name]} s is less than Cognito takes (${leastSeconds[name]} s)`,
      })),
  )
}
