import { AdminCreateUserCommand, AdminDeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { GetUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { expect, it } from 'vitest'
import { localOrigin } from '../../../local-cognito/defaults.ts'
import { authorizeUrl } from '../start-pool.ts'
import { asObject, minseo, poolId, refusalOf, startApi } from './start-api.ts'

it('the action "reset" takes users, sessions, mails and settings back to the configuration, and keeps the keys', async () => {
  const api = await startApi()
  const post = (page: string, body: object) =>
    fetch(`${api.origin}/__local/${page}`, { method: 'POST', body: JSON.stringify(body) })
  const { access_token: AccessToken, id_token } = await api.hostedTokens()
  await api.sdk.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username: 'new@example.com' }))
  await api.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: 'jordan@example.com' }))
  const google = authorizeUrl({ prompt: 'login' }).replace(localOrigin, api.origin)
  await api.visitor.signInWithGoogle(google, 'sam@gmail.com')
  await post('settings', { accessTokenSeconds: 20, clockSkewSeconds: 600 })
  await post('faults', { endpoint: '/oauth2/token', kind: 'lost' })
  expect((await post('actions', { action: 'reset' })).status).toBe(200)

  const { Users = [] } = await api.sdk.send(new ListUsersCommand({ UserPoolId: poolId }))
  const emails = Users.map(({ Attributes }) => asObject(Attributes)['email'])
  expect(new Set(emails)).toEqual(new Set(['admin@example.com', 'jordan@example.com', minseo]))
  expect(await refusalOf(api.sdk.send(new GetUserCommand({ AccessToken })))).toContain('revoked')
  expect(api.pool.mails()).toEqual([])
  expect(api.pool.config.clients[0]?.accessTokenSeconds).toBe(3600)
  expect((await api.visitor.open(authorizeUrl().replace(localOrigin, api.origin))).url).toContain('/login?')
  const again = await api.hostedTokens()
  const header = (token: string) => token.split('.', 1)[0]
  expect(header(again.id_token)).toBe(header(id_token))
})
