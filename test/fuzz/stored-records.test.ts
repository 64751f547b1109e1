import { array, assert, asyncProperty, constantFrom, jsonValue, nat, oneof, string, tuple } from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSession } from '../../src/auth/session/session.ts'
import type { SessionState } from '../../src/auth/store/session-state.ts'
import { lastDeparture, load } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { keysOf } from '../support/memory-storage.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { createAnswers, createNetwork, type Answers, type Members } from './answers.ts'
import { cases, depth } from './cases.ts'

interface Stored {
  readonly tab: Readonly<Record<string, string>>
  readonly browser: Readonly<Record<string, string>>
}

const code = '6f1c9a4e'
let answers: Answers
let whole: Stored
let callback: string

const entriesOf = (storage: Storage) =>
  Object.fromEntries(keysOf(storage).map((key) => [key, storage.getItem(key) ?? '']))

function open(stored: Stored, nonce: string) {
  const clock = new TestClock()
  const network = createNetwork(answers.keys, () => Response.json(answers.good(nonce, clock.wallMs())))
  const browser = new TestBrowser({ clock, fetch: network.fetch, without: ['channel'] })
  const tab = browser.openTab()
  for (const [key, text] of Object.entries(stored.tab)) tab.sessionStorage.setItem(key, text)
  for (const [key, text] of Object.entries(stored.browser)) browser.localStorage.setItem(key, text)
  return { tab, network, browser }
}

let nonce = ''

/** Stores all that the app can store: a session, a pending sign-in, the marker, a draft, the count of redirects. */
beforeAll(async () => {
  answers = await createAnswers()
  const empty = { tab: {}, browser: {} }
  const first = open(empty, '')
  const before = await load(first.tab, '/')
  await before.signIn({ returnTo: '/account', isAutomatic: true })
  const asked = lastDeparture(first.tab).searchParams
  nonce = asked.get('nonce') ?? ''
  const stored = { tab: entriesOf(first.tab.sessionStorage), browser: entriesOf(first.browser.localStorage) }
  const second = open(stored, nonce)
  const session = await load(second.tab, `/callback?code=${code}&state=${asked.get('state')}`)
  session.writeDraft('note', 'half a sentence')
  await session.signIn({ returnTo: '/account' })
  const next = lastDeparture(second.tab).searchParams
  nonce = next.get('nonce') ?? ''
  callback = `/callback?code=${code}&state=${next.get('state')}`
  whole = { tab: entriesOf(second.tab.sessionStorage), browser: entriesOf(second.browser.localStorage) }
})

type Change = (text: string) => string

/** Replaces one member at any depth; or truncates, repeats or replaces the whole text. */
const change = oneof(
  tuple(nat(), jsonValue({ maxDepth: 1 })).map(
    ([where, value]): Change =>
      (text) =>
        withMember(text, where, value),
  ),
  constantFrom<Change>(
    () => '',
    () => 'null',
    () => '[]',
    () => '{}',
    () => '"x"',
    (text) => text.slice(0, text.length / 2),
    (text) => text + text,
    (text) => text.replaceAll('"', "'"),
    (text) => text.replace(/\d+/g, '1e999'),
  ),
  string({ unit: 'binary', maxLength: 50 }).map(
    (junk): Change =>
      () =>
        junk,
  ),
)

function withMember(text: string, where: number, value: unknown): string {
  try {
    const record: unknown = JSON.parse(text)
    const paths = pathsOf(record)
    const path = paths[where % paths.length]
    return path === undefined ? text : JSON.stringify(replaced(record, path, value))
  } catch {
    return `${text}${where}`
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, member]) => [[...path, name], ...pathsOf(member, [...path, name])])
}

function replaced(value: unknown, [name, ...rest]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next
  const members: Members = typeof value === 'object' && value !== null ? { ...value } : {}
  return { ...members, [name]: replaced(members[name], rest, next) }
}

const changes = array(tuple(constantFrom('session', 'pending', 'marker', 'drafts', 'redirects', 'draft'), change), {
  minLength: 1,
  maxLength: 3,
})

/** Returns a name for the record under a key. The keys of oidc-client-ts show which record they hold. */
function nameOf(key: string): string {
  if (key.startsWith('oidc.user:')) return 'session'
  return key.startsWith('oidc.') ? 'pending' : key
}

function changed(records: Readonly<Record<string, string>>, list: readonly (readonly [string, Change])[]) {
  return Object.fromEntries(
    Object.entries(records).map(([key, text]) => [
      key,
      list.filter(([name]) => nameOf(key).includes(name)).reduce((result, [, apply]) => apply(result), text),
    ]),
  )
}

/** Whether the work ends in a few turns of the event loop, as in most cases. In the others, time has to pass. */
async function endsSoon(work: Promise<void>): Promise<boolean> {
  const turns = async () => {
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    return false
  }
  return Promise.race([work.then(() => true), turns()])
}

function isSound(state: SessionState): boolean {
  if (state.status !== 'signed-in') return true
  const { person, arrival, scopes } = state
  const texts = [
    person.subject,
    person.name,
    person.provider ?? '',
    ...person.linkedProviders,
    ...person.groups,
    ...scopes,
  ]
  return texts.every((text) => typeof text === 'string') && person.subject !== '' && /^\/(?![/\\])/.test(arrival ?? '/')
}

describe('any stored record', () => {
  it('includes a session, a pending sign-in and a marker', () => {
    expect(Object.keys(whole.tab).map(nameOf)).toEqual(expect.arrayContaining(['session', 'pending']))
    expect(Object.keys(whole.browser).join()).toContain('marker')
  })

  it('leads to a complete session or to none, at a reload and at a callback', { timeout: 600_000 }, async () => {
    let signedInCount = 0
    await assert(
      asyncProperty(changes, constantFrom('/account', 'callback'), async (list, target) => {
        const path = target === 'callback' ? callback : target
        const stored = { tab: changed(whole.tab, list), browser: changed(whole.browser, list) }
        const { tab, network } = open(stored, nonce)
        const session = createSession(localConfig, tab.load(path))
        const started = session.start(new URL(path, appOrigin))
        if (!(await endsSoon(started))) await tab.clock.advance(60_000)
        await started
        const state = session.state()
        expect(['signed-in', 'signed-out', 'failed']).toContain(state.status)
        expect(network.countOf('/oauth2/token')).toBeLessThanOrEqual(1)
        expect(tab.departures).toEqual([])
        expect(['/', '/callback', '/account']).toContain(tab.path)
        signedInCount += Number(state.status === 'signed-in')
        expect(isSound(state)).toBe(true)
      }),
      cases(10_000),
    )
    expect(signedInCount).toBeGreaterThan(1_000 * depth)
  })
})
