import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { configOrThrow, readAppEnv } from '../../build/app-env.ts'

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

describe('the modes of the tests', () => {
  it('do not read .env, only the environment', () => {
    vi.stubEnv('VITE_COGNITO_REDIRECT_URI', 'http://localhost:3000')
    const config = configOf('loopback', real)
    expect(config.session).toMatchObject({ domain: 'http://127.0.0.1:9229', redirectUri: 'http://localhost:3000' })
    vi.unstubAllEnvs()
  })
})
