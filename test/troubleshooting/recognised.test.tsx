import { act, cleanup, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { openApp, type OpenApp } from '../support/open-app.tsx'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** Starts a sign-in, and opens the callback with a code of the pool. `advanceMs` passes during the token request. */
async function openCallback(advanceMs = 0): Promise<OpenApp> {
  const before = await openApp('/account', { clock })
  const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
  cleanup()
  const opening = openApp(callback.slice(appOrigin.length), { clock, tab: before.tab })
  await network.asked('/oauth2/token')
  await clock.advance(advanceMs)
  return opening
}

/** Starts a sign-in, and opens the callback with an error response as Cognito writes it: the description first. */
async function openErrorCallback(description: string, error: string): Promise<OpenApp> {
  const before = await openApp('/account', { clock })
  const state = (await departure(before.tab)).searchParams.get('state') ?? ''
  cleanup()
  const words = description === '' ? '' : `error_description=${description}&`
  return openApp(`/callback?${words}state=${state}&error=${error}`, { clock, tab: before.tab })
}

const refuse = (body: Record<string, string>) =>
  network.server.use(http.post(tokenUrl, () => HttpResponse.json(body, { status: 400 })))

function kindOf({ session }: OpenApp): string {
  const state = session.state()
  return state.status === 'failed' ? state.problem.kind : state.status
}

describe('the page after a failed sign-in', () => {
  it('invalid_redirect names the setting of the redirect URI', async () => {
    refuse({ error: 'unauthorized_client', error_description: 'invalid_redirect' })
    expect(kindOf(await openCallback())).toBe('redirect-mismatch')
    const [setting] = await screen.findAllByText(/VITE_COGNITO_REDIRECT_URI/)
    expect(setting).toBeVisible()
  })

  it('unauthorized_client at the callback names the code grant', async () => {
    expect(kindOf(await openErrorCallback('', 'unauthorized_client'))).toBe('client-not-allowed')
    expect(await screen.findByText(/Turn on the authorization code grant/)).toBeVisible()
  })

  it('invalid_client names a new client without a secret', async () => {
    refuse({ error: 'invalid_client' })
    expect(kindOf(await openCallback())).toBe('client-has-secret')
    expect(await screen.findByText(/Make a new app client without a secret/)).toBeVisible()
  })

  it('a callback without its pending sign-in says where the sign-in has to start', async () => {
    const opened = await openApp(`/callback?code=x&state=${'a'.repeat(32)}`, { clock })
    expect(kindOf(opened)).toBe('no-pending-sign-in')
    expect(await screen.findByText(/was not started in this tab/)).toBeVisible()
    expect(screen.getByText(/Sign in again from the start/)).toBeVisible()
  })

  it.each([
    ['PreSignUp+failed+with+error+Only+for+staff.+', 'invalid_request', 'PreSignUp failed with error Only for staff.'],
    ['attributes+required%3A+%5Bemail%5D', 'invalid_request', 'attributes required: [email]'],
    ['invalid_scope', 'invalid_request', 'invalid_scope'],
    [
      'Bad+token+response%3A+HTTP%2F1.1+400+Bad+Request%2C+entity%3A+x',
      'invalid_request',
      'Bad token response: HTTP/1.1 400 Bad Request, entity: x',
    ],
  ])('shows the words of the pool for %s', async (description, error, words) => {
    expect(kindOf(await openErrorCallback(description, error))).toBe('refused')
    const [shown] = await screen.findAllByText(words, { exact: false })
    expect(shown).toBeVisible()
  })

  it('a token that has expired on arrival names the clock', async () => {
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        const response = await pool.fetch(request)
        clock.jumpWall(86_400_000)
        return response
      }),
    )
    expect(kindOf(await openCallback())).toBe('clock-wrong')
    expect(await screen.findByText(/Set the clock to automatic/)).toBeVisible()
  })

  it('Rate exceeded is shown as a busy service after five requests', async () => {
    const throttled = { __type: 'TooManyRequestsException', message: 'Rate exceeded' }
    refuse(throttled)
    expect(kindOf(await openCallback(30_000))).toBe('throttled')
    expect(network.countOf('/oauth2/token')).toBe(5)
    expect(await screen.findByText(/Try again in a moment/)).toBeVisible()
  })
})

describe('the page after a sign-in', () => {
  it('StrictMode sends the code once', async () => {
    expect(kindOf(await openCallback())).toBe('signed-in')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('a refresh creates no frame', async () => {
    const { session } = await openCallback()
    await act(() => session.refresh())
    expect(network.countOf('/oauth2/token')).toBe(2)
    expect(network.countOf('/oauth2/authorize')).toBe(0)
    expect(document.querySelector('iframe')).toBeNull()
  })
})
