import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  /** The operation, e.g. `GetCallerIdentity` or `PUT /bucket/key`. */
  readonly operation: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

interface Answer {
  readonly status?: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A stand-in for the endpoints of AWS that the commands use. It records each request, and can fail at any of them. */
export interface AwsStandIn {
  readonly url: string
  readonly requests: RecordedRequest[]
  /** The outputs of the stacks that exist. */
  readonly stacks: Map<string, Record<string, string>>
  /** The objects of the bucket, with what S3 returns for a read. */
  readonly objects: Map<string, { body: string; tags: number }>
  /** Who owns the domain, as Cognito describes it. */
  domainOwner: string | null
  /** Answers the operation with an error from now on. */
  readonly failAt: (operation: string, code: string, message?: string) => void
  readonly close: () => Promise<void>
}

export async function startAwsStandIn(): Promise<AwsStandIn> {
  const failures = new Map<string, { code: string; message: string }>()
  const standIn: Omit<AwsStandIn, 'url' | 'close'> = {
    requests: [],
    stacks: new Map(),
    objects: new Map(),
    domainOwner: null,
    failAt: (operation, code, message = 'Refused.') => failures.set(operation, { code, message }),
  }
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const operation = operationOf(request, body)
      standIn.requests.push({ operation, headers: request.headers, body })
      const failure = failures.get(operation)
      send(response, request, failure === undefined ? answerOf(standIn, operation, body) : failed(request, failure))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return Object.assign(standIn, {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The services have four protocols: a query in a form, JSON with a target, and REST. */
function operationOf({ method = '', url = '', headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.split('.')[1] ?? ''
  const action = new URLSearchParams(body).get('Action')
  if (action !== null && headers['content-type']?.includes('form') === true) return action
  const { pathname, searchParams } = new URL(url, 'http://stand-in')
  if (pathname.endsWith('/invalidation')) return 'CreateInvalidation'
  if (pathname.includes('/invalidation/')) return 'GetInvalidation'
  if (searchParams.has('list-type')) return 'ListObjects'
  if (searchParams.has('delete')) return 'DeleteObjects'
  if (headers['x-amz-copy-source'] !== undefined) return `COPY ${pathname}`
  return `${method} ${pathname}`
}

function answerOf(standIn: Omit<AwsStandIn, 'url' | 'close'>, operation: string, body: string): Answer {
  const [method = '', path = ''] = operation.split(' ')
  const key = path.replace(/^\/[^/]+\//, '')
  switch (method) {
    case 'GetCallerIdentity':
      return xml(
        'GetCallerIdentityResponse',
        '<GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult>',
      )
    case 'DescribeStacks':
      return describeStacks(standIn.stacks, new URLSearchParams(body).get('StackName') ?? '')
    case 'DeleteStack':
      standIn.stacks.delete(new URLSearchParams(body).get('StackName') ?? '')
      return xml('DeleteStackResponse', '')
    case 'DescribeUserPoolDomain':
      return json({ DomainDescription: standIn.domainOwner === null ? {} : { UserPoolId: standIn.domainOwner } })
    case 'DescribeUserPool':
      return json({ UserPool: { EstimatedNumberOfUsers: 42 } })
    case 'ListObjects':
      return xml(
        'ListBucketResult',
        [...standIn.objects.keys()].map((name) => `<Contents><Key>${name}</Key></Contents>`).join(''),
      )
    case 'DeleteObjects':
      standIn.objects.clear()
      return xml('DeleteResult', '')
    case 'CreateInvalidation':
    case 'GetInvalidation':
      return xml('Invalidation', '<Id>I1</Id><Status>Completed</Status>')
    case 'GET':
      return readObject(standIn.objects, key)
    case 'PUT':
      standIn.objects.set(key, { body, tags: 0 })
      return { body: '' }
    case 'COPY':
      standIn.objects.set(key, { body: '', tags: 1 })
      return xml('CopyObjectResult', '<ETag>1</ETag>')
    default:
      return { status: 501, body: operation }
  }
}

function describeStacks(stacks: AwsStandIn['stacks'], name: string): Answer {
  const outputs = stacks.get(name)
  if (outputs === undefined) return queryError('ValidationError', `Stack with id ${name} does not exist`)
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  )
  const stack = `<member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member>`
  return xml('DescribeStacksResponse', `<DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult>`)
}

function readObject(objects: AwsStandIn['objects'], key: string): Answer {
  const object = objects.get(key)
  if (object === undefined) return { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>No</Message></Error>' }
  return { body: object.body, headers: object.tags === 0 ? {} : { 'x-amz-tagging-count': String(object.tags) } }
}

function failed({ headers, url = '' }: IncomingMessage, { code, message }: { code: string; message: string }): Answer {
  if (headers['x-amz-target'] !== undefined) return { status: 400, body: JSON.stringify({ __type: code, message }) }
  if (headers['content-type']?.includes('form') === true) return queryError(code, message)
  const error = `<Code>${code}</Code><Message>${message}</Message>`
  const isCloudFront = url.startsWith('/2020-05-31/')
  return {
    status: 403,
    body: isCloudFront ? `<ErrorResponse><Error>${error}</Error></ErrorResponse>` : `<Error>${error}</Error>`,
  }
}

function queryError(code: string, message: string): Answer {
  return {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  }
}

function xml(root: string, content: string): Answer {
  return { body: `<${root}>${content}</${root}>` }
}

function json(value: unknown): Answer {
  return { body: JSON.stringify(value) }
}

function send(response: ServerResponse, request: IncomingMessage, { status = 200, body, headers = {} }: Answer): void {
  const isJson = request.headers['x-amz-target'] !== undefined
  response.writeHead(status, { ...headers, 'content-type': isJson ? 'application/x-amz-json-1.1' : 'application/xml' })
  response.end(body)
}
