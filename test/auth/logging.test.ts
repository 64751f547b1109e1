import { Log } from 'oidc-client-ts'
import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { lastDeparture, load, signIn, stored } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool
let lines: string[]

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  lines = []
  const note = (...values: unknown[]) => void lines.push(values.map(asText).join(' '))
  Log.setLogger({ debug: note, info: note, warn: note, error: note })
  Log.setLevel(Log.DEBUG)
})

afterEach(() => Log.reset())

/** What a console shows of a value, causes of errors included. */
function asText(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : JSON.stringify(value)
  return `${value.message} ${value.stack} ${JSON.stringify(Object.entries(value))} ${asText(value.cause ?? '')}`
}

const secretsIn = (text: string) =>
  [...text.matchAll(/"(?:access_token|id_token|refresh_token|code_verifier|nonce)":"([^"]{16,})"/g)].map(
    ([, secret = '']) => secret,
  )

/** Every line of oidc-client-ts begins with a class of its own. */
const ofTheLibrary = /^\[[A-Z]\w+/
/** At DEBUG the library writes its user event whole. src may not import its log, so that the level stays NONE. */
const knownLines = /^\[Event\('User loaded'\)\] raise:/

it('A54: nothing of ours is logged, and of the library’s log at DEBUG only what is known, also where things fail', async () => {
  const { tab, session, callback } = await signIn(pool, { tab: openTab({ clock }) })
  const secrets = [...secretsIn(stored(tab)), new URL(callback, appOrigin).searchParams.get('code') ?? '']
  expect(secrets.length).toBeGreaterThan(3)
  expect(lines.filter((line) => !ofTheLibrary.test(line))).toEqual([])
  await session.refresh()
  secrets.push(...secretsIn(stored(tab)))
  network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
  await session.refresh()
  const other = openTab({ clock })
  const before = await load(other, '/')
  await before.signIn()
  secrets.push(...secretsIn(stored(other)))
  const refused = await createVisitor(pool).signIn(lastDeparture(other).href, 'minseo@example.com')
  const failed = await load(other, refused.slice(appOrigin.length))
  secrets.push(new URL(refused).searchParams.get('code') ?? '')
  expect(failed.state().status).toBe('failed')
  const leaking = lines.filter((line) => secrets.some((secret) => line.includes(secret)))
  expect(leaking.length).toBeGreaterThan(0)
  expect(leaking.filter((line) => !knownLines.test(line))).toEqual([])
  expect(secrets.filter((secret) => JSON.stringify(failed.state()).includes(secret))).toEqual([])
})
