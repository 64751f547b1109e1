import type { AppClient } from '../config/client-config.ts'
import { isSameSecret } from '../state/secret.ts'
import type { Clients } from './clients.ts'

export type ClientReading =
  | { readonly kind: 'client'; readonly client: AppClient }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Finds the app client that sent the request: by `client_id` in the form, or by HTTP Basic if it has a secret.
 *
 * Refuses a client that has a secret and does not send it. Also refuses a client that sends a secret and has none (only
 * one source reports this from a live pool).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function readClient(
  authorization: string | undefined,
  form: URLSearchParams,
  clients: Pick<Clients, 'find'>,
): ClientReading {
  const basic = authorization === undefined ? undefined : readBasic(authorization)
  const id = basic?.id ?? form.get('client_id')
  const client = clients.find(id)
  if (client === undefined) return { kind: 'refused', reason: 'no client has this id' }
  const secret = basic?.secret ?? form.get('client_secret')
  if (client.secret === undefined) {
    const hasNone = secret === null && authorization === undefined
    return hasNone
      ? { kind: 'client', client }
      : { kind: 'refused', reason: 'the client has no secret, but one was sent' }
  }
  if (secret === null) return { kind: 'refused', reason: 'the client has a secret, and none was sent' }
  if (!isSameSecret(client.secret, secret)) return { kind: 'refused', reason: 'the client secret is wrong' }
  return { kind: 'client', client }
}

function readBasic(authorization: string): { id: string; secret: string } | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id, secret: rest.join(':') }
}
