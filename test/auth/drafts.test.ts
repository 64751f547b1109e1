import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { load, problemKind, signIn, stored } from '../support/app-tab.ts'
import { fill } from '../support/memory-storage.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

async function signInWithDraft() {
  const signedIn = await signIn(pool, { tab: openTab({ clock }) })
  signedIn.session.writeDraft('note', 'half a sentence')
  return signedIn
}

describe('a draft', () => {
  it('F17: is kept after an expired session and a new sign-in', async () => {
    const { tab, session } = await signInWithDraft()
    network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
    await session.refresh()
    expect(problemKind(session)).toBe('session-expired')
    expect(session.readDraft('note')).toBe('')
    network.server.resetHandlers()
    const again = await signIn(pool, { tab })
    expect(again.session.readDraft('note')).toBe('half a sentence')
  })

  it('is kept after a reload', async () => {
    const { tab } = await signInWithDraft()
    expect((await load(tab, '/account')).readDraft('note')).toBe('half a sentence')
  })

  it('is removed by a sign-out', async () => {
    const { tab, session } = await signInWithDraft()
    await session.signOut()
    expect(stored(tab)).toBe('')
  })

  it('A62: is never shown to another user', async () => {
    const { tab, session } = await signInWithDraft()
    network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
    await session.refresh()
    network.server.resetHandlers()
    const other = await signIn(pool, { tab, email: 'jordan@example.com' })
    expect(other.session.readDraft('note')).toBe('')
    expect(stored(tab)).not.toContain('half a sentence')
  })

  it('keeps its last stored text when the storage is full', async () => {
    const { tab, session } = await signInWithDraft()
    fill(tab.sessionStorage)
    session.writeDraft('note', 'more')
    expect(session.readDraft('note')).toBe('half a sentence')
  })
})

describe('the end of the session', () => {
  it.each([
    ['unknown when the lifetime of refresh tokens is not configured', null, null],
    ['that of the first refresh token, even after a refresh', 12 * 3600_000, 12 * 3600_000],
  ])('is %s', async (_what, sessionLifeMs, expected) => {
    const { session } = await signIn(pool, { tab: openTab({ clock }), config: { sessionLifeMs } })
    const signedInAtMs = clock.wallMs()
    await clock.advance(3600_000)
    await session.refresh()
    expect(session.state()).toMatchObject({ sessionEndsAtMs: expected === null ? null : signedInAtMs + expected })
  })
})
