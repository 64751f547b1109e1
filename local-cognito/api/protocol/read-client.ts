import { createHmac } from 'node:crypto'
import type { AppClient } from '../../config/client-config.ts'
import type { Clients } from '../../oauth/clients.ts'
import { isSameSecret } from '../../state/secret.ts'
import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export type ClientDeps = { readonly clients: Pick<Clients, 'find'> }
export type ReadClient = { readonly kind: 'client'; readonly client: AppClient } | ApiRefusal

/** Finds a client by its id. */
export function findClient({ clients }: ClientDeps, id: string): ReadClient {
  const client = clients.find(id)
  return client === undefined
    ? refuse('ResourceNotFoundException', `User pool client ${id} does not exist.`)
    : { kind: 'client', client }
}

/**
 * Finds a client and checks `SecretHash`: the HMAC-SHA256 of user name and client id with the client's secret, in
 * base64. `usernames` are the names that the hash may be about: the one of the request, and for a user who signs in
 * with an e-mail address also Cognito's own user name. A client without a secret needs no hash; that one is refused if
 * it comes anyway is UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function readClient(
  pool: ClientDeps,
  id: string,
  secretHash: string | undefined,
  usernames: readonly string[],
): ReadClient {
  const reading = findClient(pool, id)
  if (reading.kind === 'refused') return reading
  const { secret } = reading.client
  if (secret === undefined) return secretHash === undefined ? reading : unverifiable(id)
  if (secretHash === undefined) {
    return refuse('NotAuthorizedException', `Client ${id} is configured with secret but SECRET_HASH was not received`)
  }
  const isRight = usernames.some((username) => isSameSecret(secretHashOf(secret, username, id), secretHash))
  return isRight ? reading : unverifiable(id)
}

function secretHashOf(secret: string, username: string, id: string): string {
  return createHmac('sha256', secret).update(`${username}${id}`).digest('base64')
}

function unverifiable(id: string): ApiRefusal {
  return refuse('NotAuthorizedException', `Unable to verify secret hash for client ${id}`)
}

/**
 * Finds a client and checks `ClientSecret`, which the two operations about refresh tokens have instead of a hash. The
 * texts of the refusals are UNCONFIRMED.
 */
export function readClientBySecret(pool: ClientDeps, id: string, secret: string | undefined): ReadClient {
  const reading = findClient(pool, id)
  if (reading.kind === 'refused') return reading
  const expected = reading.client.secret
  const isRight = expected === undefined ? secret === undefined : secret !== undefined && isSameSecret(expected, secret)
  return isRight ? reading : refuse('NotAuthorizedException', `Invalid client secret for client ${id}`)
}
