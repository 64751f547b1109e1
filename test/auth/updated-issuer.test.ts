import { generateKeyPairSync, sign } from 'node:crypto'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPoolConfig, localPoolId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { callbackPath, load, problemKind, signIn, signedIn, stored } from '../support/app-tab.ts'
import { keysOf } from '../support/memory-storage.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
const keysPath = `/${localPoolId}/.well-known/jwks.json`
const originalOrigin = 'https://cognito-idp.ap-northeast-2.amazonaws.com'
const updatedOrigin = 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com'
const issuer = `${originalOrigin}/${localPoolId}`
const updatedIssuer = `${updatedOrigin}/${localPoolId}`
const config = { issuer, updatedIssuer }

let clock: TestClock
let pool: LocalPool
/** The origins that were asked for keys, in order. */
let keyRequests: string[]

/** Starts a pool that issues tokens in one form; the host of the other form answers as the test says. */
async function startPool(issuerOrigin: string, atOther: () => Response = () => HttpResponse.error()) {
  keyRequests = []
  clock = new TestClock()
  pool = await network.startPool(clock, { ...defaultPoolConfig, issuerOrigin })
  for (const origin of [originalOrigin, updatedOrigin]) {
    network.server.use(
      http.get(`${origin}${keysPath}`, ({ request }) => {
        keyRequests.push(origin)
        return origin === issuerOrigin ? pool.fetch(request) : atOther()
      }),
    )
  }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreignKeys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'foreign', alg: 'RS256', use: 'sig' }] }

/** Changes the `iss` of the ID token and signs it with a key that is not the pool's. */
function forge(iss: unknown): void {
  network.server.use(
    http.post(tokenUrl, async ({ request }) => {
      const response = await (await pool.fetch(request)).json()
      const claims = JSON.parse(Buffer.from(response.id_token.split('.')[1], 'base64url').toString())
      const input = `${encode({ alg: 'RS256', kid: 'foreign' })}.${encode({ ...claims, iss })}`
      const signature = sign('sha256', Buffer.from(input), privateKey).toString('base64url')
      return HttpResponse.json({ ...response, id_token: `${input}.${signature}` })
    }),
  )
}

describe('a pool that issues tokens in the updated form', () => {
  beforeEach(() => startPool(updatedOrigin))

  it('signs in, with the keys of that form', async () => {
    const { session } = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(session.user()?.profile.iss).toBe(updatedIssuer)
    expect(keyRequests).toContain(updatedOrigin)
  })

  it('requests at the next sign-in only the keys of that form, and stores only these', async () => {
    const browser = new TestBrowser({ clock })
    await signIn(pool, { config, tab: browser.openTab() })
    expect(keysOf(browser.localStorage)).toContain(`toyseven.keys.${updatedIssuer}`)
    expect(keysOf(browser.localStorage)).not.toContain(`toyseven.keys.${issuer}`)
    keyRequests = []
    await signIn(pool, { config, tab: browser.openTab() })
    expect(keyRequests).toEqual([])
  })

  it('refreshes the session, also after a reload, and its sign-out removes the stored keys', async () => {
    const { tab, session } = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(await session.refresh()).toMatchObject({ ok: true })
    tab.unload()
    const reloaded = await load(tab, '/account', config)
    expect(await reloaded.refresh()).toMatchObject({ ok: true })
    expect(reloaded.user()?.profile.iss).toBe(updatedIssuer)
    await reloaded.signOut()
    expect(stored(tab)).not.toContain('toyseven.keys')
  })

  it('hands the session over to a new tab', async () => {
    const browser = new TestBrowser({ clock })
    await signIn(pool, { config, tab: browser.openTab() })
    const session = await load(browser.openTab(), '/account', config)
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })

  it('A19: is refused if another issuer is configured explicitly', async () => {
    const { session } = await signIn(pool, { config: { issuer, updatedIssuer: null }, tab: openTab({ clock }) })
    expect(session.state()).toMatchObject({ problem: { kind: 'token-invalid', claim: 'iss', found: updatedIssuer } })
  })

  it('is accepted alone if it is configured explicitly', async () => {
    const explicit = { issuer: updatedIssuer, updatedIssuer: null }
    const { session } = await signIn(pool, { config: explicit, tab: openTab({ clock }) })
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(keyRequests).toEqual([updatedOrigin])
  })
})

describe('a pool that issues tokens in the original form', () => {
  beforeEach(() => startPool(originalOrigin))

  it('never asks the host of the updated form for keys', async () => {
    const { session } = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(session.user()?.profile.iss).toBe(issuer)
    expect(keyRequests).toEqual([originalOrigin])
  })

  it('keeps a session whose refresh names the updated form: the ID token follows once its key is at hand', async () => {
    await startPool(originalOrigin, () => HttpResponse.json(foreignKeys))
    const { session } = await signIn(pool, { config, tab: openTab({ clock }) })
    forge(updatedIssuer)
    expect(await session.refresh()).toMatchObject({ ok: true })
    expect(session.user()?.profile.iss).toBe(issuer)
    await vi.waitFor(() => expect(keyRequests).toEqual([originalOrigin, updatedOrigin]), { interval: 1 })
    await session.refresh()
    expect(session.user()?.profile.iss).toBe(updatedIssuer)
  })
})

describe('an ID token signed with the key of another host', () => {
  it.each([
    ['the original form', updatedOrigin, issuer],
    ['the updated form', originalOrigin, updatedIssuer],
  ])('A27: is refused if its iss is the form that has no such key: %s has it', async (_what, poolForm, otherForm) => {
    // The forged key is served by the host of `otherForm`; the token names the pool's own form.
    const ownForm = otherForm === issuer ? updatedIssuer : issuer
    await startPool(poolForm, () => HttpResponse.json(foreignKeys))
    forge(ownForm)
    const { session } = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(session.state()).toMatchObject({ problem: { kind: 'token-invalid', claim: 'signature' } })
    // The same token under the other form has its key there: the forgery itself is sound.
    forge(otherForm)
    const accepted = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(accepted.session.state()).toMatchObject({ status: 'signed-in' })
  })

  it.each([
    ['another pool', updatedIssuer.replace('toyseven', 'other')],
    ['a slash at the end', `${updatedIssuer}/`],
    ['another region', updatedIssuer.replace('ap-northeast-2.', 'eu-west-1.')],
    ['plain http', updatedIssuer.replace('https:', 'http:')],
    ['upper case', updatedIssuer.toUpperCase()],
    ['a host that starts like it', updatedIssuer.replace('.com/', '.com.evil.example/')],
    ['a list of both forms', [issuer, updatedIssuer]],
    ['null', null],
    ['none', undefined],
  ])('A19: %s is no form of the issuer', async (_what, iss) => {
    await startPool(originalOrigin, () => HttpResponse.json(foreignKeys))
    forge(iss)
    const { session } = await signIn(pool, { config, tab: openTab({ clock }) })
    expect(session.state()).toMatchObject({ problem: { kind: 'token-invalid', claim: 'iss' } })
  })
})

describe('the iss parameter of a callback', () => {
  beforeEach(() => startPool(updatedOrigin))

  it.each([
    ['the original form', issuer, 'signed-in'],
    ['the updated form', updatedIssuer, 'signed-in'],
    ['another issuer', `${updatedIssuer}/`, 'state-mismatch'],
  ])('A06: %s', async (_what, iss, result) => {
    const tab = openTab({ clock })
    const path = await callbackPath(pool, tab, { config })
    const session = await load(tab, `${path}&iss=${encodeURIComponent(iss)}`, config)
    expect(problemKind(session)).toBe(result)
  })
})
