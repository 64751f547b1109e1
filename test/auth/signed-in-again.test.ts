import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { callbackPath, departure, lastDeparture, load, problemKind, signedIn } from '../support/app-tab.ts'
import { keysOf } from '../support/memory-storage.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { createVisitor } from '../local-cognito/visitor.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** Signs in; then uses Back and signs in on the hosted UI once more, under the same authorize request. */
async function signInTwice(email: string) {
  const tab = openTab({ clock })
  const leaving = await load(tab, '/')
  await leaving.signIn({ returnTo: '/account' })
  const authorize = lastDeparture(tab)
  const first = await answerOf(authorize, 'minseo@example.com')
  signedIn(await load(tab, first))
  const second = await answerOf(authorize, email)
  const session = await load(tab, second)
  return { tab, session, first }
}

async function answerOf(authorize: URL, email: string): Promise<string> {
  const { pathname, search } = new URL(await createVisitor(pool).signIn(authorize.href, email))
  return pathname + search
}

describe('a user who comes Back to the hosted UI and signs in there once more', () => {
  it.each(['jordan@example.com', 'minseo@example.com'])('as %s is asked which account to use', async (email) => {
    const { session } = await signInTwice(email)
    expect(session.state()).toMatchObject({
      status: 'signed-in',
      isSignedInAgain: true,
      person: { email: 'minseo@example.com' },
    })
  })

  it('can stay', async () => {
    const { session, tab } = await signInTwice('jordan@example.com')
    session.keepUser()
    expect(session.state()).toMatchObject({ isSignedInAgain: false, person: { email: 'minseo@example.com' } })
    await session.refresh()
    expect(signedIn(await load(tab, '/')).isSignedInAgain).toBe(false)
  })

  it('can change: the next sign-in replaces the session and the drafts', async () => {
    const { session, tab } = await signInTwice('jordan@example.com')
    session.writeDraft('note', 'of Minseo')
    void session.signIn({ returnTo: '/account' })
    const path = await answerOf(await departure(tab, 2), 'jordan@example.com')
    const changed = await load(tab, path)
    expect(signedIn(changed)).toMatchObject({ isSignedInAgain: false, person: { email: 'jordan@example.com' } })
    expect(changed.readDraft('note')).toBe('')
  })

  it('is asked after a refresh too, and not after a sign-out', async () => {
    const { session, tab } = await signInTwice('jordan@example.com')
    await session.refresh()
    expect(signedIn(session).isSignedInAgain).toBe(true)
    await session.signOut()
    expect(keysOf(tab.sessionStorage)).toEqual([])
  })
})

it('the same callback once more asks nothing', async () => {
  const { tab, first } = await signInTwice('minseo@example.com')
  expect(signedIn(await load(tab, first)).isSignedInAgain).toBe(false)
})

it('a forged callback asks nothing', async () => {
  const { tab } = await signInTwice('minseo@example.com')
  const forged = `/callback?code=5fa8a8c1-4a83-4f8a-a2e6-0c6f5a6b3d11&state=${'0'.repeat(32)}`
  expect(signedIn(await load(tab, forged)).isSignedInAgain).toBe(false)
})

it('a user without a session gets the problem page', async () => {
  const { tab, first } = await signInTwice('minseo@example.com')
  await (await load(tab, '/')).signOut()
  expect(problemKind(await load(tab, first))).toBe('no-pending-sign-in')
})

it('another tab asks nothing', async () => {
  const path = await callbackPath(pool, openTab({ clock }), { config: {} })
  expect(problemKind(await load(openTab({ clock }) satisfies TestTab, path))).toBe('no-pending-sign-in')
})
