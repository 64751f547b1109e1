import { serve } from '@hono/node-server'
import { createApi, type ApiSettings } from './api.ts'

/**
 * The settings from the variables of the app, and three of the API's own.
 *
 * @throws Error that names the variable, if one is missing
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): ApiSettings {
  const required = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} is missing: api/README.md lists the variables.`)
    return value
  }
  return {
    issuers: listOf(env['VITE_COGNITO_ISSUER']) ?? issuersOf(required('VITE_COGNITO_USER_POOL_ID')),
    clientIds: listOf(env['API_CLIENT_IDS']) ?? [required('VITE_COGNITO_CLIENT_ID')],
    audience: env['API_AUDIENCE'] ?? null,
    origins: listOf(env['API_ORIGINS']) ?? ['http://localhost:3000'],
  }
}

/** Both forms of a pool's issuer: a pool can be changed from one to the other. */
function issuersOf(poolId: string): string[] {
  const [region = ''] = poolId.split('_')
  return ['cognito-idp', 'issuer-cognito-idp'].map((host) => `https://${host}.${region}.amazonaws.com/${poolId}`)
}

function listOf(value: string | undefined): string[] | null {
  const items = (value ?? '').split(',').map((item) => item.trim())
  return items.some(Boolean) ? items.filter(Boolean) : null
}

/** Serves the API at `PORT`, 8080 by default, until the process ends. */
export function main(): void {
  const port = Number(process.env['PORT'] ?? 8080)
  serve({ fetch: createApi(settingsFrom(process.env)).fetch, port, hostname: '127.0.0.1' }, () =>
    console.info(`The API answers at http://127.0.0.1:${port}/me`),
  )
}
