import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  jsonValue,
  oneof,
  string,
  tuple,
} from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { load, stored } from '../support/app-tab.ts'
import { localConfig } from '../support/local-app.ts'
import { copyStorage } from '../support/memory-storage.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { atHash, createAnswers, createNetwork, type Answers, type Members } from './answers.ts'
import { cases, depth } from './cases.ts'
import { beginOne } from './pending.ts'

let answers: Answers
let pendingStorage: Storage
let state: string
let nonce: string
const nowMs = new TestClock().wallMs()
const nowSeconds = nowMs / 1000

beforeAll(async () => {
  answers = await createAnswers()
  ;({ state, nonce, storage: pendingStorage } = await beginOne())
})

async function openCallback(response: () => Response) {
  const clock = new TestClock()
  const network = createNetwork(answers.keys, response)
  const browser = new TestBrowser({ clock, fetch: network.fetch, without: ['channel'] })
  const tab = browser.openTab(copyStorage(pendingStorage))
  const session = await load(tab, `/callback?code=6f1c9a4e&state=${state}`)
  const shown = session.state()
  return { tab, network, status: shown.status, problem: shown.status === 'failed' ? shown.problem.kind : null }
}

const times = constantFrom(nowSeconds, nowSeconds - 299, nowSeconds + 86_400, nowSeconds - 90_000, 0, -1, 1e300)
const junk = oneof({ weight: 2, arbitrary: jsonValue({ maxDepth: 2 }) }, { weight: 1, arbitrary: times })
/** Values similar to the valid value of a member. `changes` replaces members with these or with arbitrary values. */
const near: Readonly<Record<string, readonly unknown[]>> = {
  iss: [localConfig.issuer, `${localConfig.issuer}/`, [localConfig.issuer]],
  aud: [localConfig.clientId, [localConfig.clientId], [localConfig.clientId, 'x'], []],
  azp: [localConfig.clientId, 'x'],
  token_use: ['id', 'access'],
  sub: ['person-2', '', 'x'.repeat(256), 7],
  nonce: ['', 'x'],
  exp: [nowSeconds + 60, String(nowSeconds + 60), nowSeconds - 90_000],
  iat: [nowSeconds + 50, String(nowSeconds), nowSeconds - 100_000],
  at_hash: ['', 'x', null],
  token_type: ['bearer', 'BEARER', 'mac', ''],
  expires_in: [1, 0, -1, '3600', 1e300, 1e306],
  access_token: ['another', '', 7],
  refresh_token: ['another', '', 7, null],
  id_token: ['a.b.c', '', null],
}
const claimNames = ['iss', 'aud', 'azp', 'token_use', 'sub', 'nonce', 'exp', 'iat', 'at_hash', 'email', 'name']
const memberNames = ['access_token', 'id_token', 'refresh_token', 'token_type', 'expires_in', 'foo']
const changes = (names: readonly string[]) =>
  array(
    constantFrom(...names).chain((name) =>
      tuple(constant(name), oneof(constantFrom(...(near[name] ?? ['x'])), constant(undefined), junk)),
    ),
    { maxLength: 2 },
  ).map((entries): Members => Object.fromEntries(entries))

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0
const isTextOrNone = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value !== '')

/** A second implementation of the checks, from OpenID Connect Core 3.1.3 and the documentation of the app. */
function isGood(response: Members, claims: Members): boolean {
  const { iss, aud, azp, token_use, sub, exp, iat, at_hash } = claims
  const isOurs =
    JSON.stringify(aud) === `"${localConfig.clientId}"` || JSON.stringify(aud) === `["${localConfig.clientId}"]`
  const isFormed =
    typeof response['access_token'] === 'string' &&
    response['access_token'] !== '' &&
    ['bearer', 'BEARER', 'Bearer'].includes(String(response['token_type'])) &&
    typeof response['token_type'] === 'string' &&
    isTime(response['expires_in']) &&
    isTextOrNone(response['refresh_token'])
  return (
    isFormed &&
    iss === localConfig.issuer &&
    isOurs &&
    (azp === undefined || azp === localConfig.clientId) &&
    token_use === 'id' &&
    typeof sub === 'string' &&
    sub.length > 0 &&
    sub.length <= 255 &&
    claims['nonce'] === nonce &&
    isTime(iat) &&
    isTime(exp) &&
    exp > iat &&
    exp + 300 >= nowSeconds &&
    (at_hash === undefined || at_hash === atHash(String(response['access_token'])))
  )
}

/** Removes members that are undefined, as JSON does. */
const asSent = (members: Members): Members => JSON.parse(JSON.stringify(members))

describe('any token response', () => {
  it('signs in only when it is valid, and is not stored otherwise', { timeout: 600_000 }, async () => {
    let goodCount = 0
    await assert(
      asyncProperty(changes(claimNames), changes(memberNames), async (claims, members) => {
        const goodClaims: Members = JSON.parse(
          Buffer.from(answers.idToken(nonce, nowMs).split('.')[1] ?? '', 'base64url').toString(),
        )
        const response = asSent({
          ...answers.good(nonce, nowMs),
          id_token: answers.idToken(nonce, nowMs, claims),
          ...members,
        })
        const isGenuine = !('id_token' in members)
        const expected = isGenuine && isGood(response, asSent({ ...goodClaims, ...claims }))
        goodCount += Number(expected)
        const { tab, network, status } = await openCallback(() => Response.json(response))
        expect(status).toBe(expected ? 'signed-in' : 'failed')
        expect(network.countOf('/oauth2/token')).toBe(1)
        expect(tab.departures).toEqual([])
        expect(/_token|toyseven\.session/.test(stored(tab))).toBe(expected)
        expect(stored(tab)).not.toMatch(/^oidc\.[0-9a-f]{32}=/m)
      }),
      cases(10_000),
    )
    expect(goodCount).toBeGreaterThan(500 * depth)
  })

  it('is shown as a problem when its body, status and content type are random', { timeout: 600_000 }, async () => {
    const bodies = oneof(
      jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
      string({ unit: 'binary', maxLength: 200 }),
      dictionary(constantFrom('error', 'error_description', '__type', 'message'), string(), { maxKeys: 3 }).map(
        (error) => JSON.stringify(error),
      ),
    )
    const statuses = constantFrom(200, 200, 201, 302, 400, 400, 401, 403, 404, 418, 501)
    const kinds = constantFrom('application/json', 'text/html', 'text/plain', '')
    await assert(
      asyncProperty(bodies, statuses, kinds, async (body, status, kind) => {
        // A status of 500 or more would lead to a retry, but the clock does not advance in this test.
        const init = { status: status === 501 ? 400 : status, headers: { 'content-type': kind } }
        const { tab, network, status: shown } = await openCallback(() => new Response(body, init))
        expect(shown).toBe('failed')
        expect(network.countOf('/oauth2/token')).toBe(1)
        expect(stored(tab)).not.toMatch(/_token|toyseven\.session/)
      }),
      cases(10_000),
    )
  })
})
