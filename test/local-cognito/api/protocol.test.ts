import { GetUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { CreateUserPoolCommand, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const target = (name: string) => `AWSCognitoIdentityProviderService.${name}`

function call(api: Api, name: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(api.origin, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target(name), ...headers },
  })
}

const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=anything' }
const listUsers = JSON.stringify({ UserPoolId: poolId })

describe('the protocol of the user pools API', () => {
  it('has a request id and the media type of AWS’s JSON protocol', async () => {
    const api = await startApi()
    const response = await call(api, 'ListUsers', listUsers, signed)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('has errors with status 400, `__type` and `message`, in the headers too', async () => {
    const api = await startApi()
    const response = await call(api, 'GetUser', '{"AccessToken":"x"}')
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ __type: 'NotAuthorizedException', message: 'Invalid Access Token' })
    expect(response.headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:')
    expect(response.headers.get('x-amzn-errormessage')).toBe('Invalid Access Token')
  })

  it('has dates as seconds since 1970, which the SDK reads', async () => {
    const api = await startApi()
    const { Users } = await (await call(api, 'ListUsers', listUsers, signed)).json()
    expect(Users[0].UserCreateDate).toBe(Date.parse('2026-01-01') / 1000)
    const { Users: read } = await api.sdk.send(new ListUsersCommand({ UserPoolId: poolId }))
    expect(read?.[0]?.UserCreateDate).toEqual(new Date('2026-01-01'))
  })

  it('refuses an operation that is not here, and names those that are', async () => {
    const api = await startApi()
    const refusal = await refusalOf(api.sdk.send(new CreateUserPoolCommand({ PoolName: 'x' })))
    expect(refusal).toMatch(/^NotImplementedException: .*CreateUserPool is not implemented.*AdminCreateUser,.*SignUp/)
  })

  it('reports missing and wrong members together, without their values', async () => {
    const api = await startApi()
    const body = JSON.stringify({ ClientId: 'x', Password: 'p'.repeat(300) })
    const { __type, message } = await (await call(api, 'SignUp', body)).json()
    expect(__type).toBe('InvalidParameterException')
    expect(message).toBe(
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must not be null; " +
        "Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
    )
  })

  it.each(['', 'x', '[]', 'null'])('refuses the body %j unless it is an object', async (body) => {
    const api = await startApi()
    const type = (await (await call(api, 'GetUser', body)).json()).__type
    expect(type).toBe(body === '' ? 'InvalidParameterException' : 'SerializationException')
  })

  it('refuses another pool by its id', async () => {
    const api = await startApi()
    expect(await refusalOf(api.sdk.send(new DescribeUserPoolCommand({ UserPoolId: 'eu-west-1_other' })))).toBe(
      'ResourceNotFoundException: User pool eu-west-1_other does not exist.',
    )
  })

  it('shows the operation in the request log, and the exception as the reason', async () => {
    const api = await startApi()
    await refusalOf(api.sdk.send(new GetUserCommand({ AccessToken: 'x' })))
    expect(api.pool.requests().at(-1)).toMatchObject({ path: '/ GetUser', reason: 'NotAuthorizedException' })
  })
})

describe('the callers of the user pools API', () => {
  it('need a signature for the operations of servers, which is not checked', async () => {
    const api = await startApi()
    const { __type } = await (await call(api, 'ListUsers', listUsers)).json()
    expect(__type).toBe('MissingAuthenticationTokenException')
    expect((await call(api, 'ListUsers', listUsers, signed)).status).toBe(200)
  })

  it('may be pages of all origins, whose preflight allows every header', async () => {
    const api = await startApi()
    const headers = {
      origin: 'http://elsewhere.example',
      'access-control-request-headers': 'x-amz-target,cache-control',
    }
    const preflight = await fetch(api.origin, { method: 'OPTIONS', headers })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-amz-target,cache-control')
    const response = await call(api, 'GetUser', '{"AccessToken":"x"}', { origin: 'http://elsewhere.example' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toContain('x-amzn-RequestId')
  })

  it('may use the operations of servers from the pages of the clients, but not from pages of other sites', async () => {
    const api = await startApi()
    const from = (origin: string) => call(api, 'ListUsers', listUsers, { ...signed, origin })
    expect((await from('http://localhost:3000')).status).toBe(200)
    for (const origin of ['http://evil.example', 'null', 'http://localhost:3001']) {
      expect((await (await from(origin)).json()).__type).toBe('AccessDeniedException')
    }
  })

  it('need the content type of the protocol, so that no plain form of another site is read', async () => {
    const api = await startApi()
    const response = await call(api, 'SignUp', '{}', { 'content-type': 'text/plain' })
    expect((await response.json()).__type).toBe('SerializationException')
  })
})
