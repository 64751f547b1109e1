import {
  AdminCreateUserCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import type { ListUsersCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { defaultPoolConfig } from '../../../local-cognito/defaults.ts'
import { asObject, clientId, poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const list = async (api: Api, change: Partial<ListUsersCommandInput>) =>
  (await api.sdk.send(new ListUsersCommand({ UserPoolId: poolId, ...change }))).Users ?? []

const emails = async (api: Api, Filter: string) =>
  (await list(api, { Filter })).map(({ Attributes }) => asObject(Attributes)['email'])

describe('ListUsers', () => {
  it.each<[string, string[]]>([
    ['email = "minseo@example.com"', ['minseo@example.com']],
    ['email = "MINSEO@example.com"', ['minseo@example.com']],
    ['"email" ^= "j"', ['jordan@example.com']],
    ['name ^= "Jordan"', ['jordan@example.com']],
    ['sub = "0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a02"', ['admin@example.com']],
    ['cognito:user_status = "CONFIRMED"', ['minseo@example.com', 'admin@example.com', 'jordan@example.com']],
    ['cognito:user_status = "confirmed"', []],
    ['status = "Disabled"', []],
    ['email = "a\\"b"', []],
  ])('finds the users of the filter %s', async (filter, expected) => {
    expect(await emails(await startApi(), filter)).toEqual(expected)
  })

  it.each(['email', 'email > "x"', 'custom:team = "7"', 'constructor = "x"', 'email = x'])(
    'refuses the filter %s',
    async (Filter) => {
      expect(await refusalOf(list(await startApi(), { Filter }))).toMatch(/^InvalidParameterException: /)
    },
  )

  it('has pages, which the paginator of the SDK reads to the end', async () => {
    const people = Array.from({ length: 70 }, (_, index) => {
      const base = defaultPoolConfig.people[0]
      if (base === undefined) throw new Error('The default pool has no user')
      return { ...base, sub: `sub-${index}`, email: `p${index}@example.com` }
    })
    const api = await startApi({ people })
    expect(await list(api, {})).toHaveLength(60)
    const sizes: number[] = []
    const names = new Set<string | undefined>()
    for await (const { Users = [] } of paginateListUsers({ client: api.sdk, pageSize: 30 }, { UserPoolId: poolId })) {
      sizes.push(Users.length)
      for (const { Username } of Users) names.add(Username)
    }
    expect(sizes).toEqual([30, 30, 10])
    expect(names.size).toBe(70)
    expect(await refusalOf(list(api, { PaginationToken: 'x' }))).toMatch(/^InvalidParameterException: /)
    expect(await refusalOf(list(api, { Limit: 61 }))).toContain('less than or equal to 60')
  })

  it('returns the attributes that are asked for, and users of the API at once', async () => {
    const api = await startApi()
    await api.sdk.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username: 'new@example.com' }))
    const [found] = await list(api, { AttributesToGet: ['email'], Filter: 'email ^= "new"' })
    expect(found).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true })
    expect(found?.Attributes).toEqual([{ Name: 'email', Value: 'new@example.com' }])
  })
})

describe('the configuration of the pool', () => {
  it('is shown by DescribeUserPool and ListUserPools', async () => {
    const api = await startApi({ mfa: 'OPTIONAL', customAttributes: ['custom:team'] })
    const { UserPool } = await api.sdk.send(new DescribeUserPoolCommand({ UserPoolId: poolId }))
    expect(UserPool).toMatchObject({
      Id: poolId,
      Name: 'toyseven-cognito',
      MfaConfiguration: 'OPTIONAL',
      UsernameAttributes: ['email'],
      EstimatedNumberOfUsers: 3,
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      Arn: `arn:aws:cognito-idp:ap-northeast-2:000000000000:userpool/${poolId}`,
    })
    expect(UserPool?.SchemaAttributes).toMatchObject([{ Name: 'custom:team' }])
    const { UserPools } = await api.sdk.send(new ListUserPoolsCommand({ MaxResults: 10 }))
    expect(UserPools).toMatchObject([{ Id: poolId, Name: 'toyseven-cognito' }])
  })

  it('has its clients in DescribeUserPoolClient and ListUserPoolClients', async () => {
    const api = await startApi()
    const call = (ClientId: string) => api.sdk.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId }))
    expect((await call(clientId)).UserPoolClient).toMatchObject({
      ClientId: clientId,
      CallbackURLs: ['http://localhost:3000/callback', 'http://localhost:3000'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      PreventUserExistenceErrors: 'ENABLED',
      TokenValidityUnits: { AccessToken: 'seconds' },
    })
    expect((await call(clientId)).UserPoolClient).not.toHaveProperty('ClientSecret')
    expect(await refusalOf(call('other'))).toBe('ResourceNotFoundException: User pool client other does not exist.')
    const { UserPoolClients } = await api.sdk.send(new ListUserPoolClientsCommand({ UserPoolId: poolId }))
    expect(UserPoolClients).toEqual([{ ClientId: clientId, ClientName: 'web-client', UserPoolId: poolId }])
  })

  it('has the groups of its users and those of the setting in ListGroups', async () => {
    const api = await startApi({ groups: ['testers'] })
    const { Groups, NextToken } = await api.sdk.send(new ListGroupsCommand({ UserPoolId: poolId, Limit: 2 }))
    expect(Groups).toMatchObject([{ GroupName: 'testers' }, { GroupName: 'admins' }])
    const rest = await api.sdk.send(new ListGroupsCommand({ UserPoolId: poolId, NextToken }))
    expect(rest.Groups).toMatchObject([{ GroupName: 'editors' }])
  })
})
