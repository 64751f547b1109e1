import { act, cleanup, screen, within } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import type { Language } from '../../src/i18n/languages.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { openApp } from '../support/open-app.tsx'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

afterEach(() => vi.useRealTimers())

/** Opens the callback with a valid code, and lets the page wait as long. The token endpoint answers with `response`. */
async function waitAtCallback(response: Parameters<typeof http.post>[1], waitMs: number, language: Language = 'en') {
  const before = await openApp('/account', { clock, language })
  const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
  cleanup()
  network.server.use(http.post(tokenUrl, response))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await openApp(callback.slice(appOrigin.length), { clock, language, tab: before.tab, waits: false })
  await act(() => network.asked('/oauth2/token'))
  await act(() => clock.advance(waitMs))
  act(() => void vi.advanceTimersByTime(waitMs))
}

const busy = () => new HttpResponse(null, { status: 429 })

describe('a code exchange that takes long', () => {
  it.each([
    ['en', 429, 'Amazon Cognito is busy; trying again'],
    ['en', 503, 'Amazon Cognito is busy; trying again'],
    ['ko', 429, 'Amazon Cognito에 요청이 몰려 다시 시도하고 있습니다'],
    ['ko', 503, 'Amazon Cognito에 요청이 몰려 다시 시도하고 있습니다'],
  ] as const)('in %s: after %i says within 3 s, in a status, what is happening', async (language, status, text) => {
    await waitAtCallback(() => new HttpResponse(null, { status }), 3_000, language)
    expect(within(screen.getByRole('main')).getByRole('status')).toHaveTextContent(text)
  })

  it('after a network failure says that the service cannot be reached', async () => {
    await waitAtCallback(() => HttpResponse.error(), 3_000)
    expect(within(screen.getByRole('main')).getByRole('status')).toHaveTextContent(
      'The sign-in service cannot be reached; trying again',
    )
  })

  it('without an answer says only that it takes longer', async () => {
    await waitAtCallback(() => delay('infinite'), 3_000)
    expect(within(screen.getByRole('main')).getByRole('status')).toHaveTextContent(
      'This takes longer than usual. We are still at it.',
    )
  })

  it('says nothing in the first two seconds, and offers no Cancel', async () => {
    await waitAtCallback(busy, 2_000)
    expect(within(screen.getByRole('main')).getByRole('status')).not.toHaveTextContent('longer')
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  })
})
