import { afterEach, describe, expect, it, vi } from 'vitest'
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

describe('an app below a path of its host', () => {
  const pathsOf = async (base: string) => {
    vi.stubEnv('BASE_URL', base)
    vi.resetModules()
    return import('../../src/config/paths.ts')
  }

  afterEach(() => vi.unstubAllEnvs())

  it.each([
    ['/', ''],
    ['/app/', '/app'],
    ['/teams/app/', '/teams/app'],
    ['./', ''],
    ['https://cdn.example.net/x/', ''],
  ])('with the base %s has the own path "%s"', async (base, basename) => {
    expect((await pathsOf(base)).basename).toBe(basename)
  })

  it.each([
    ['/app', '/', 'landing', false],
    ['/app/', '/', 'landing', false],
    ['/APP/Account', '/Account', 'account', true],
    ['/app/account/settings', '/account/settings', null, true],
    ['/app/callback', '/callback', null, false],
    ['/', null, null, false],
    ['/account', null, null, false],
    ['/application', null, null, false],
    ['/other/app/account', null, null, false],
  ])('has at %s the path %s, the template %s, and requires a user: %s', async (pathname, path, template, isGuarded) => {
    const paths = await pathsOf('/app/')
    expect(paths.pathInApp(pathname)).toBe(path)
    expect(paths.prerenderedPage(pathname)).toBe(template)
    expect(paths.requiresAuth(pathname)).toBe(isGuarded)
  })
})
