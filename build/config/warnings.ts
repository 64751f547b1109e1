import { isConfigVariable } from '../../src/config/config-examples.ts'
import type { ConfigIssue } from '../../src/config/config-issue.ts'
import { hasDocumentedIssuer, issuersOfPool, regionOfDomain, regionOfPool } from './issuer.ts'
import { nearestVariable, usualProviderName } from './near-misses.ts'
import { readProviders } from './providers.ts'
import { possibleSecretsIn, secretsIn } from './secrets.ts'

type Env = Readonly<Record<string, string>>

/** Possible mistakes, which do not stop a build. Only the terminal shows them. */
export const warningMessages = {
  joint: '',
  rules: {
    'maybe-secret':
      'may be a secret. Everything that starts with VITE_ is sent to every visitor. If it is meant to be public, add its name to CONFIG_ACCEPTED.',
    'region-differs': 'is in {domain}, but the user pool is in {pool}.',
    'issuer-unconfirmed':
      'is taken to be {issuer}: AWS documents no issuer for {region}. Compare it with the `iss` of a token, and set it.',
    'scope-admin':
      'contains aws.cognito.signin.user.admin. A stolen token with this scope can change the profile of the user. Remove it unless the app needs it.',
    'provider-name': 'contains "{found}". The name in Cognito is "{name}".',
    'provider-space': 'contains "{found}". Put commas between the names of providers.',
    'final-slash': 'ends with a slash. Cognito compares every character: it must be registered with the slash, too.',
    unknown: 'is not a setting of this app.',
    similar: 'is not a setting of this app. Did you mean {suggestion}?',
    'not-read': 'is not read: only names that start with VITE_ are.',
    'not-read-similar': 'is not read: only names that start with VITE_ are. Did you mean {suggestion}?',
    'no-client-secret':
      'is not read, and the app must have no client secret. Create an app client without one, and delete this line.',
    twice: 'is set in lines {lines} of {file}. The last one counts.',
    'in-git': 'is in git. Add it to .gitignore, and run "git rm --cached {file}".',
  },
} as const

export type ConfigWarning = ConfigIssue<keyof (typeof warningMessages)['rules']>

/** The warnings about the variables that reach the app. Names that stop the build are not here: see readConfig. */
export function valueWarnings(env: Env): readonly ConfigWarning[] {
  const secrets = new Set([...secretsIn(env), ...possibleSecretsIn(env)])
  const unknown = Object.keys(env).filter((name) => !isConfigVariable(name) && !secrets.has(name))
  return [
    ...possibleSecretsIn(env).map((variable) => ({ variable, rule: 'maybe-secret' as const })),
    ...regionWarnings(env),
    ...scopeWarnings(env),
    ...providerWarnings(env['VITE_COGNITO_PROVIDERS'] ?? ''),
    ...['VITE_COGNITO_REDIRECT_URI', 'VITE_COGNITO_LOGOUT_URI']
      .filter((name) => /\/\s*$/.test(env[name] ?? ''))
      .map((variable) => ({ variable, rule: 'final-slash' as const })),
    ...unknown.flatMap(unknownName),
  ]
}

function regionWarnings(env: Env): readonly ConfigWarning[] {
  const userPoolId = (env['VITE_COGNITO_USER_POOL_ID'] ?? '').trim()
  const pool = regionOfPool(userPoolId)
  if (pool === null) return []
  const domain = regionOfDomain((env['VITE_COGNITO_DOMAIN'] ?? '').trim().replace(/\/+$/, ''))
  const differs: ConfigWarning[] =
    domain === null || domain === pool
      ? []
      : [{ variable: 'VITE_COGNITO_DOMAIN', rule: 'region-differs', details: { domain, pool } }]
  if (hasDocumentedIssuer(pool) || (env['VITE_COGNITO_ISSUER'] ?? '').trim() !== '') return differs
  const details = { issuer: issuersOfPool(userPoolId).issuer, region: pool }
  return [...differs, { variable: 'VITE_COGNITO_ISSUER', rule: 'issuer-unconfirmed', details }]
}

function scopeWarnings(env: Env): readonly ConfigWarning[] {
  const scopes = (env['VITE_COGNITO_SCOPES'] ?? '').split(/\s+/)
  const isAdmin = scopes.includes('aws.cognito.signin.user.admin')
  return isAdmin ? [{ variable: 'VITE_COGNITO_SCOPES', rule: 'scope-admin' }] : []
}

function providerWarnings(providers: string): readonly ConfigWarning[] {
  return readProviders(providers).flatMap(({ name: found }): ConfigWarning[] => {
    const variable = 'VITE_COGNITO_PROVIDERS'
    if (/\s/.test(found)) return [{ variable, rule: 'provider-space', details: { found } }]
    const name = usualProviderName(found)
    return name === null || name === found ? [] : [{ variable, rule: 'provider-name', details: { found, name } }]
  })
}

function unknownName(variable: string): readonly ConfigWarning[] {
  const suggestion = nearestVariable(variable)
  if (suggestion !== null) return [{ variable, rule: 'similar', details: { suggestion } }]
  return variable.startsWith('VITE_COGNITO_') ? [{ variable, rule: 'unknown' }] : []
}
