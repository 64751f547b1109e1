import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import defineApp from '../../vite.config.ts'
import { configOrThrow, readAppEnv } from '../../build/app-env.ts'
import { configIssueLine } from '../../src/i18n/config-issue-line.ts'
import { warningMessages } from '../../build/config/warnings.ts'

const real = {
  VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123',
  VITE_COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12EXAMPLE',
  VITE_COGNITO_DOMAIN: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
}

/** Creates a project folder with these variables in its .env. */
function projectWith(variables: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-env-'))
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  writeFileSync(join(folder, '.env'), lines.join('\n'))
  return folder
}

function configOf(mode: string, variables: Record<string, string>) {
  const env = readAppEnv(mode, projectWith(variables))
  return configOrThrow(env, mode)
}

describe('the development server', () => {
  it('uses the local pool when nothing is set', () => {
    const env = readAppEnv('development', projectWith({}))
    expect(env.usesLocalPool).toBe(true)
    expect(configOrThrow(env, 'development')).toMatchObject({
      providers: ['Google'],
      apiUrl: '/api',
      session: {
        domain: 'http://127.0.0.1:9229',
        issuer: 'http://127.0.0.1:9229/ap-northeast-2_toyseven',
        clientId: 'local-web-client',
      },
    })
  })

  it('uses the local pool with another app name and another storage', () => {
    const env = readAppEnv('development', projectWith({ VITE_APP_NAME: 'Mine', VITE_SESSION_STORAGE: 'browser' }))
    expect(env.usesLocalPool).toBe(true)
    expect(configOrThrow(env, 'development')).toMatchObject({ appName: 'Mine', session: { storage: 'browser' } })
  })

  it('uses only the real pool when one is configured', () => {
    const env = readAppEnv('development', projectWith(real))
    expect(env.usesLocalPool).toBe(false)
    expect(configOrThrow(env, 'development').session.domain).toBe(real.VITE_COGNITO_DOMAIN)
  })

  it('refuses an incomplete configuration', () => {
    expect(() => configOf('development', { VITE_COGNITO_CLIENT_ID: 'abc' })).toThrow('VITE_COGNITO_DOMAIN is missing')
  })
})

describe('a production build', () => {
  it('accepts a real pool', () => {
    expect(configOf('production', real).session.clientId).toBe(real.VITE_COGNITO_CLIENT_ID)
  })

  it('refuses an incomplete configuration and names every missing variable', () => {
    const missing = Object.keys(real).map((name) => `${name} is missing`)
    for (const line of missing) expect(() => configOf('production', {})).toThrow(line)
  })

  it('C30: refuses a pool on this computer', () => {
    const local = { ...real, VITE_COGNITO_DOMAIN: 'http://127.0.0.1:9229' }
    expect(() => configOf('production', local)).toThrow('VITE_COGNITO_DOMAIN is this computer’s own address')
  })

  it('A81, C22, C23: refuses a secret, by its name and by its shape, and does not print it', () => {
    const secret = '1abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqr'
    for (const name of ['VITE_COGNITO_CLIENT_SECRET', 'VITE_ANYTHING']) {
      const build = () => configOf('production', { ...real, [name]: secret })
      expect(build).toThrow(`${name} looks like a secret`)
      expect(build).not.toThrow(secret)
    }
  })
})

/** The warnings about a project folder with these files. */
function warningsOf(files: Readonly<Record<string, string>>, mode = 'production', inGit: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'app-env-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  if (inGit.length > 0) {
    execFileSync('git', ['init', '--quiet'], { cwd: folder })
    execFileSync('git', ['add', '--', ...inGit], { cwd: folder })
  }
  return readAppEnv(mode, folder).warnings.map((warning) => configIssueLine(warningMessages, warning))
}

const notRead = 'is not read: only names that start with VITE_ are.'

describe('the files of variables', () => {
  it.each([
    ['REACT_APP_COGNITO_DOMAIN', `${notRead} Did you mean VITE_COGNITO_DOMAIN?`],
    ['REACT_APP_USER_POOL_ID', `${notRead} Did you mean VITE_COGNITO_USER_POOL_ID?`],
    ['NEXT_PUBLIC_COGNITO_CLIENT_ID', `${notRead} Did you mean VITE_COGNITO_CLIENT_ID?`],
    ['REACT_APP_COLOR', notRead],
    ['COGNITO_DOMAIN', `${notRead} Did you mean VITE_COGNITO_DOMAIN?`],
    ['SESSION_LIFE', `${notRead} Did you mean VITE_SESSION_LIFE?`],
    [
      'COGNITO_CLIENT_SECRET',
      'is not read, and the app must have no client secret. Create an app client without one, and delete this line.',
    ],
  ])('C24: a warning for %s', (name, message) => {
    expect(warningsOf({ '.env': `${name}=x` })).toEqual([`${name} ${message}`])
  })

  it('C24: a warning for a name of Create React App in the environment, where a host sets it', () => {
    vi.stubEnv('REACT_APP_COGNITO_DOMAIN', 'x')
    expect(warningsOf({})).toEqual([`REACT_APP_COGNITO_DOMAIN ${notRead} Did you mean VITE_COGNITO_DOMAIN?`])
    vi.unstubAllEnvs()
  })

  it.each(['DATABASE_URL', 'NODE_OPTIONS', 'AWS_PROFILE', '# REACT_APP_COGNITO_DOMAIN', 'export VITE_APP_NAME'])(
    'C24: none for %s',
    (name) => {
      expect(warningsOf({ '.env': `${name}=x` })).toEqual([])
    },
  )

  it('C25: a warning with the lines of a name that one file has twice', () => {
    const text = '# names\nVITE_APP_NAME=One\n\nOTHER="a\nVITE_APP_NAME=in quotes\n"\n  export VITE_APP_NAME = Two\n'
    expect(warningsOf({ '.env.local': text })).toEqual([
      'VITE_APP_NAME is set in lines 2, 7 of .env.local. The last one counts.',
    ])
  })

  it('C25: none if two files have it, since that is how one overrides the other', () => {
    expect(warningsOf({ '.env': 'VITE_APP_NAME=One', '.env.local': 'VITE_APP_NAME=Two' })).toEqual([])
  })

  it('C26: a warning if one is in git, but not for another one', () => {
    const files = { '.env': 'VITE_APP_NAME=One', '.env.local': 'VITE_APP_NAME=Two' }
    expect(warningsOf(files, 'production', ['.env'])).toEqual([
      '.env is in git. Add it to .gitignore, and run "git rm --cached .env".',
    ])
  })

  it('are those of the mode', () => {
    const files = { '.env.staging': 'COGNITO_DOMAIN=x' }
    expect(warningsOf(files, 'staging')).toHaveLength(1)
    expect(warningsOf(files)).toEqual([])
  })
})

describe('CONFIG_ACCEPTED', () => {
  const text = 'VITE_DB_PASSWORD=x\nREACT_APP_COLOR=red\nVITE_COGNITO_PROVIDERS=google\n'

  it('silences the warnings of the names in it, and no other', () => {
    const accepted = 'CONFIG_ACCEPTED=VITE_DB_PASSWORD, REACT_APP_COLOR'
    expect(warningsOf({ '.env': text + accepted })).toEqual([
      'VITE_COGNITO_PROVIDERS contains "google". The name in Cognito is "Google".',
    ])
    expect(warningsOf({ '.env': text })).toHaveLength(3)
  })

  it('does not allow a secret, and is no variable of the app', () => {
    const secret = { ...real, VITE_COGNITO_CLIENT_SECRET: 'x', CONFIG_ACCEPTED: 'VITE_COGNITO_CLIENT_SECRET' }
    expect(() => configOf('production', secret)).toThrow('VITE_COGNITO_CLIENT_SECRET looks like a secret')
    expect(readAppEnv('production', projectWith(secret)).variables).not.toHaveProperty('CONFIG_ACCEPTED')
  })
})

describe('vite.config.ts', () => {
  it('C32: sends only variables that start with VITE_ to visitors', () => {
    const config = defineApp({ mode: 'test', command: 'build' })
    expect(config).not.toHaveProperty('envPrefix')
    expect(Object.keys(config.define ?? {})).toEqual(['import.meta.env.APP_CONFIG'])
  })
})

describe('the modes of the tests', () => {
  it('do not read .env, only the environment', () => {
    vi.stubEnv('VITE_COGNITO_REDIRECT_URI', 'http://localhost:3000')
    const config = configOf('loopback', real)
    expect(config.session).toMatchObject({ domain: 'http://127.0.0.1:9229', redirectUri: 'http://localhost:3000' })
    vi.unstubAllEnvs()
  })
})
