import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../local-cognito/config/read-config.ts'
import { defaultPoolConfig, localIssuer, localOrigin, localWebClient } from '../../local-cognito/defaults.ts'
import { loadConfig } from '../../local-cognito/load-config.ts'
import { readPools } from './read-pools.ts'
import { poolJsonSchema, poolSchemaFile } from '../../scripts/pool-schema.ts'

const client = { id: 'web', name: 'web-client', callbackUrls: ['http://localhost:3000/callback'] }
const pool = { poolId: 'ap-northeast-2_AbCdEf123', poolName: 'mine', port: 9400, clients: [client] }
const withPool = (change: object) => ({ pools: [{ ...pool, ...change }] })
const withClient = (change: object) => withPool({ clients: [{ ...client, ...change }] })

function faults(value: unknown): readonly string[] {
  const reading = readConfig(value)
  return reading.kind === 'wrong' ? reading.lines : []
}

describe('the committed configuration', () => {
  it('describes the pool that the app, the README and the tests use', () => {
    expect([localOrigin, localIssuer]).toEqual([
      'http://127.0.0.1:9229',
      'http://127.0.0.1:9229/ap-northeast-2_toyseven',
    ])
    expect(defaultPoolConfig.poolName).toBe('toyseven-cognito')
    expect(localWebClient).toMatchObject({
      id: 'local-web-client',
      callbackUrls: ['http://localhost:3000/callback', 'http://localhost:3000'],
      signOutUrls: ['http://localhost:3000'],
    })
    expect(localWebClient).not.toHaveProperty('secret')
  })

  it('has a schema that matches the code (npm run pool-schema writes it)', () => {
    expect(JSON.parse(readFileSync(poolSchemaFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(poolJsonSchema())))
  })
})

describe('a configuration', () => {
  it.each(['aws', 'amazon', 'cognito'])('64: must not have a domain prefix that contains %s', (name) => {
    expect(faults(withPool({ domainPrefix: `my-${name}` }))).toEqual([
      'pools[0].domainPrefix: must not contain "aws", "amazon" or "cognito": Cognito refuses such a prefix',
    ])
    expect(faults(withPool({ domainPrefix: 'toyseven' }))).toEqual([])
  })

  it('65: may use http only for the loopback address, with any port', () => {
    expect(faults(withClient({ callbackUrls: ['http://localhost.com/'] }))).toEqual([
      'pools[0].clients[0].callbackUrls[0]: http://localhost.com/ cannot use the HTTP protocol.',
    ])
    const fine = ['http://127.0.0.1:8080/x', 'http://[::1]', 'http://localhost', 'https://example.com', 'myapp://done']
    expect(faults(withClient({ callbackUrls: fine, signOutUrls: fine }))).toEqual([])
    expect(faults(withClient({ callbackUrls: ['https://example.com/#x', '/callback'] }))).toEqual([
      'pools[0].clients[0].callbackUrls[0]: must not have a fragment',
      'pools[0].clients[0].callbackUrls[1]: has to be an absolute URL',
    ])
  })

  it('66: gives a client that was created with the API the defaults of the API', () => {
    expect(readPools(withClient({ madeBy: 'api' }))[0]?.clients[0]).toMatchObject({
      allowedOAuthFlowsUserPoolClient: false,
      preventUserExistenceErrors: 'LEGACY',
      enableTokenRevocation: true,
      hasStyle: false,
    })
    expect(readPools(withClient({}))[0]?.clients[0]).toMatchObject({
      allowedOAuthFlowsUserPoolClient: true,
      preventUserExistenceErrors: 'ENABLED',
      hasStyle: true,
    })
  })

  it.each([
    ['accessTokenSeconds', 299, '299 s is less than Cognito takes (300 s); allowsShortLives takes it'],
    ['idTokenSeconds', 299, '299 s is less than Cognito takes (300 s); allowsShortLives takes it'],
    ['refreshTokenSeconds', 3599, '3599 s is less than Cognito takes (3600 s); allowsShortLives takes it'],
    ['accessTokenSeconds', 86_401, 'has to be a whole number from 1 to 86400'],
    ['idTokenSeconds', 86_401, 'has to be a whole number from 1 to 86400'],
    ['refreshTokenSeconds', 3650 * 86_400 + 1, 'has to be a whole number from 0 to 315360000'],
  ])('67: must not set %s to %d', (name, seconds, text) => {
    expect(faults(withClient({ [name]: seconds }))).toEqual([`pools[0].clients[0].${name}: ${text}`])
  })

  it('67: sets 30 days for refreshTokenSeconds 0, and may set short lifetimes with allowsShortLives', () => {
    expect(readPools(withClient({ refreshTokenSeconds: 0 }))[0]?.clients[0]?.refreshTokenSeconds).toBe(30 * 86_400)
    const short = { ...client, accessTokenSeconds: 20 }
    const reading = readConfig(withPool({ allowsShortLives: true, clients: [short] }))
    expect(reading).toMatchObject({
      kind: 'fit',
      notes: ['pools[0].clients[0].accessTokenSeconds: 20 s is less than Cognito takes (300 s)'],
    })
  })

  it.each([
    [{}, 'pools: is missing'],
    ['x', 'the file: has to be an object'],
    [{ pools: [] }, 'pools: needs at least one pool'],
    [{ pools: ['x'] }, 'pools[0]: has to be an object'],
    [withPool({ clients: [] }), 'pools[0].clients: needs at least one client'],
    [withPool({ port: '9229' }), 'pools[0].port: has to be a whole number from 1 to 65535'],
    [withPool({ poolId: 'mine' }), 'pools[0].poolId: has to look like ap-northeast-2_AbCdEf123'],
    [withPool({ poolNmae: 'x' }), 'pools[0].poolNmae: no such setting'],
    [
      withPool({ managedLoginVersion: 3 }),
      'pools[0].managedLoginVersion: has to be 1 (classic hosted UI) or 2 (managed login)',
    ],
    [
      withClient({ rotation: { feature: 'ENABLED', retryGracePeriodSeconds: 61 } }),
      'pools[0].clients[0].rotation.retryGracePeriodSeconds: has to be a whole number from 0 to 60',
    ],
    [withClient({ providers: ['google'] }), 'pools[0].clients[0].providers[0]: has to be one of: COGNITO, Google'],
    [
      withPool({ people: [{ email: 'x', password: 'y', name: 'z' }] }),
      'pools[0].people[0].email: has to be an e-mail address',
    ],
    [
      withPool({ people: [{ email: 'a@b.co', password: 'y', name: 'z', attributes: { team: '1' } }] }),
      'pools[0].people[0].attributes.team: has to be a standard attribute, or to begin with "custom:"',
    ],
    [{ pools: [pool, pool] }, 'pools: the port 9400 is there twice'],
    [withPool({ clients: [client, client] }), 'pools[0].clients: the id web is there twice'],
  ])('is refused with an error that names the fault of %j', (value, line) => {
    expect(faults(value)).toContain(line)
  })

  it('is refused with all its faults at once', () => {
    expect(faults(withClient({ id: '', scopes: 'openid', nonsense: 1 }))).toHaveLength(3)
  })
})

describe('a configuration file', () => {
  const write = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'local-cognito-')), 'pools.json')
    writeFileSync(file, text)
    return file
  }

  it('is read, and its first pool can use another port', () => {
    const file = write(JSON.stringify(withPool({})))
    expect(loadConfig({ config: file, port: 9500 })).toMatchObject({
      kind: 'fit',
      pools: [{ origin: 'http://127.0.0.1:9500' }],
    })
    expect(loadConfig({ config: file, https: true })).toMatchObject({ pools: [{ origin: 'https://127.0.0.1:9400' }] })
  })

  it('is refused with its name if it is missing or not valid', () => {
    const broken = write('{"pools":')
    expect(loadConfig({ config: broken })).toMatchObject({
      lines: [expect.stringMatching(/^.*pools\.json: is not JSON/)],
    })
    expect(loadConfig({ config: 'nowhere.json' })).toMatchObject({
      lines: ['nowhere.json: there is no such file, or it cannot be read'],
    })
    const wrong = write('{"pools":[]}')
    expect(loadConfig({ config: wrong })).toMatchObject({ lines: [`${wrong}: pools: needs at least one pool`] })
  })
})
