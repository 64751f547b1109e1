import { expect, it } from 'vitest'
import { defaultPoolConfigs } from '../../local-cognito/defaults.ts'
import { registerOrigins } from '../../local-cognito/register-origins.ts'
import { readPools } from './read-pools.ts'

it('adds the URLs of the first client for another origin, character by character, and changes no other client', () => {
  const others = { id: 'other', name: 'other', callbackUrls: ['http://localhost:3000/callback'] }
  const client = {
    id: 'web',
    name: 'web',
    callbackUrls: [
      'http://localhost:3000',
      'http://127.0.0.1/cb/?x=http://localhost:3000',
      'https://example.com/',
      'http://[::1]:1/',
    ],
    signOutUrls: ['http://localhost:3000/', 'myapp://done'],
  }
  const first = { poolId: 'x_first', poolName: 'first', port: 9400, clients: [client, others] }
  const configured = readPools({ pools: [first, { ...first, poolId: 'x_second', port: 9401 }] })
  const { pools, added } = registerOrigins(configured, ['http://localhost:3210', 'https://127.0.0.1:3211'])
  const [web, other] = pools[0]?.clients ?? []
  const callbacks = [
    'http://localhost:3210',
    'http://localhost:3210/cb/?x=http://localhost:3000',
    'http://localhost:3210/',
    'https://127.0.0.1:3211',
    'https://127.0.0.1:3211/cb/?x=http://localhost:3000',
    'https://127.0.0.1:3211/',
  ]
  expect(web?.callbackUrls).toEqual([...client.callbackUrls, ...callbacks])
  expect(web?.signOutUrls).toEqual([...client.signOutUrls, 'http://localhost:3210/', 'https://127.0.0.1:3211/'])
  expect(added).toEqual(callbacks)
  expect(other).toEqual(configured[0]?.clients[1])
  expect(pools[1]).toEqual(configured[1])
})

it('adds nothing where the origin is registered', () => {
  expect(registerOrigins(defaultPoolConfigs, ['http://localhost:3000'])).toEqual({
    pools: defaultPoolConfigs,
    added: [],
  })
})
