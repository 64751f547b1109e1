import { cleanup } from '@testing-library/react'
import { assert, asyncProperty, constantFrom, dictionary, jsonValue, oneof, string } from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { signIn } from '../support/app-tab.ts'
import { openApp } from '../support/open-app.tsx'
import { keyWith } from '../support/memory-storage.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { cases, depth } from './cases.ts'

const network = joinNetwork()
let record: readonly [string, string]
let marker: readonly [string, string]

beforeAll(async () => {
  const clock = new TestClock()
  const { tab } = await signIn(await network.startPool(clock), { tab: openTab({ clock }) })
  const key = keyWith(tab.sessionStorage, 'oidc.user')
  record = [key, tab.sessionStorage.getItem(key) ?? '']
  const markerKey = keyWith(tab.browser.localStorage, 'toyseven.marker')
  marker = [markerKey, tab.browser.localStorage.getItem(markerKey) ?? '']
})

const texts = oneof(string({ unit: 'binary', maxLength: 300 }), constantFrom('<b>x</b>', '{{x}}', '\u202E', '\0'))
const claims = dictionary(
  constantFrom('name', 'email', 'cognito:groups', 'identities', 'cognito:username', 'picture', 'auth_time', 'sub'),
  oneof(jsonValue({ maxDepth: 2 }), texts),
)

describe('any claims of a signed-in user', () => {
  it('are shown or left out, and never reach the error boundary', { timeout: 600_000 }, async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    let shown = 0
    await assert(
      asyncProperty(claims, async (changed) => {
        const stored = JSON.parse(record[1])
        const clock = new TestClock()
        const tab = openTab({ clock })
        tab.sessionStorage.setItem(record[0], JSON.stringify({ ...stored, profile: { ...stored.profile, ...changed } }))
        tab.browser.localStorage.setItem(...marker)
        const { session } = await openApp('/account', { clock, tab })
        shown += Number(session.state().status === 'signed-in')
        const main = document.querySelector('main')
        expect(main?.querySelector('h1')?.textContent).not.toBe('This page cannot be shown')
        expect(main?.querySelectorAll('b, img, script').length).toBe(0)
        cleanup()
      }),
      cases(1_000),
    )
    expect(shown).toBeGreaterThan(500 * depth)
    expect(log).not.toHaveBeenCalled()
  })
})
