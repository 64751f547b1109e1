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

/** Returns the text that a console shows for a value, including the causes of errors. */
function asText(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : JSON.stringify(value)
  return `${value.message} ${value.stack} ${JSON.stringify(Object.entries(value))} ${asText(value.cause ?? '')}`
}

const secretsIn = (text: string) =>
  [...text.matchAll(/"(?:access_token|id_token|refresh_token|code_verifier|nonce)":"([^"]{16,})"/g)].map(
    ([, secret = '']) => secret,
  )

/** Every line of oidc-client-ts starts with the name of one of its classes. */
const ofTheLibrary = /^\[[A-Z]\w+/
/** At DEBUG the library logs this event with the whole user. src must not import Log, so the level stays NONE. */
const knownLines = /^\[Event\('User loaded'\)\] raise:/

it('A54: the app logs nothing, and oidc-client-ts at DEBUG logs secrets in one known line only', async () => {
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
