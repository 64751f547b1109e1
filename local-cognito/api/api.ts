import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolApp, PoolContext } from '../http/context.ts'
import { limitBody } from '../http/form.ts'
import { answerApi, apiMediaType } from './answer-api.ts'
import { createOperations } from './operations.ts'
import type { OperationDeps } from './operations.ts'
import type { ApiAnswer, Operation } from './protocol/operation.ts'
import { refuse } from './protocol/refusal.ts'
import type { ApiRefusal } from './protocol/refusal.ts'

type ApiDeps = OperationDeps & { readonly config: Pick<PoolConfig, 'origin'> }

const targetPrefix = 'AWSCognitoIdentityProviderService.'

/**
 * The user pools API (`cognito-idp`): `POST /` with `X-Amz-Target`. The pool does not check signatures: it has no AWS
 * accounts. It refuses an operation that AWS authorizes with IAM if the request has no signature at all, as AWS does, or
 * if a page of another site than the clients' sent it: any page that is open in the same browser could otherwise create
 * and delete users here.
 *
 * Pages of all origins may read the responses, as in AWS. The headers of the preflight are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html
 */
export function addApi(app: PoolApp, pool: ApiDeps): void {
  const operations = createOperations(pool)
  app.options('/', (c) =>
    c.body(null, 204, {
      ...corsHeaders,
      'Access-Control-Allow-Methods': 'POST, OPTIONS',
      'Access-Control-Allow-Headers': c.req.header('access-control-request-headers') ?? '*',
      'Access-Control-Max-Age': '600',
    }),
  )
  app.post('/', limitBody, async (c) => {
    for (const [name, value] of Object.entries(corsHeaders)) c.header(name, value)
    return answerApi(c, await answer(c, pool, operations))
  })
}

const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}

async function answer(c: PoolContext, pool: ApiDeps, operations: ReadonlyMap<string, Operation>): Promise<ApiAnswer> {
  const target = c.req.header('x-amz-target') ?? ''
  const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : ''
  const found = operations.get(name)
  if (found === undefined) return notImplemented(name, [...operations.keys()])
  c.set('operation', name)
  const fault = findRequestFault(c, pool, found)
  if (fault !== undefined) return fault
  const input = readJson(await c.req.text())
  // AWS's text is `null` or names a position. UNCONFIRMED.
  if (input === undefined) return refuse('SerializationException', 'The body is not a JSON object.')
  return found.run(input)
}

function notImplemented(name: string, known: readonly string[]): ApiRefusal {
  const wanted = name === '' ? 'X-Amz-Target names no operation of this service' : `${name} is not implemented`
  return refuse(
    'NotImplementedException',
    `The local user pool: ${wanted}. Implemented: ${known.toSorted().join(', ')}.`,
  )
}

function findRequestFault(c: PoolContext, pool: ApiDeps, { needsSignature }: Operation): ApiRefusal | undefined {
  if (!(c.req.header('content-type') ?? '').startsWith(apiMediaType)) {
    return refuse('SerializationException', `The content type has to be ${apiMediaType}.`)
  }
  if (!needsSignature) return undefined
  if (!(c.req.header('authorization') ?? '').startsWith('AWS4-')) {
    return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
  const origin = c.req.header('origin')
  return origin === undefined || ownOrigins(pool).has(origin)
    ? undefined
    : refuse('AccessDeniedException', 'The local user pool refuses this operation to pages of other sites.')
}

/** The origins of the clients' pages, and the pool's own. */
function ownOrigins({ config, clients }: ApiDeps): ReadonlySet<string> {
  const urls = clients.all().flatMap(({ callbackUrls, signOutUrls }) => [...callbackUrls, ...signOutUrls])
  return new Set([config.origin, ...urls.map((url) => new URL(url).origin).filter((origin) => origin !== 'null')])
}

function readJson(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
