import { describe, expect, it } from 'vitest'
import { prerenderedPage, requiresAuth } from '../../src/config/paths.ts'

describe('requiresAuth', () => {
  it.each(['/account', '/account/', '/Account', '/account/settings', '/ACCOUNT/settings/'])('guards %s', (path) => {
    expect(requiresAuth(path)).toBe(true)
  })

  it.each(['/', '', '/accounts', '/my/account', '/callback', '/nowhere'])('leaves %s public', (path) => {
    expect(requiresAuth(path)).toBe(false)
  })
})

describe('prerenderedPage', () => {
  it.each([
    ['/', 'landing'],
    ['/account', 'account'],
    ['/Account/', 'account'],
    // Another guarded page must not show the account page while it loads.
    ['/account/settings', null],
    ['/nowhere', null],
  ])('returns for %s: %s', (path, page) => {
    expect(prerenderedPage(path)).toBe(page)
  })
})
