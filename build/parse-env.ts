import { isLoopback, type AppConfig } from '../src/config/app-config.ts'
import type { ConfigIssue, ConfigRule } from '../src/config/config-issue.ts'
import type { SessionConfig } from '../src/auth/store/session-config.ts'

export type ReadConfig =
  | { readonly ok: true; readonly config: AppConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] }

type Env = Readonly<Record<string, unknown>>

const hiddenCharacters = /["'‘’“”\p{Cc}\p{Cf}\u00a0]/u
const placeholder = /your[-_ ]|x{4,}|[<>]|changeme|example\.com|…/i
const secretName = /SECRET|PASSWORD|PASSWD|PRIVATE|CREDENTIAL|ACCESS_?KEY/i
/** PEM, AWS access key, JWT, and the 51 to 64 characters of a Cognito client secret. */
const secretValue = /-----BEGIN|\bA[KS]IA[A-Z0-9]{16}\b|\beyJ[\w-]{10,}\.|^[0-9a-z]{51,64}$/

/**
 * Reads the whole configuration, or everything that is wrong with it at once. Asked when the app is built or served, so
 * that a broken one never ships and a visitor does not load the rules. Redirect and sign-out URL are empty where they
 * follow from the page's own address, which is known only there.
 */
export function readConfig(env: Env): ReadConfig {
  const issues = Object.keys(env).filter(isSecretIn(env)).map(issueOf('looks-secret'))
  const read = readerOf(env, issues)
  const userPoolId = read('VITE_COGNITO_USER_POOL_ID', poolIdRule)
  const clientId = read('VITE_COGNITO_CLIENT_ID', clientIdRule)
  const domain = withScheme(read('VITE_COGNITO_DOMAIN', domainRule))
  const issuer = read('VITE_COGNITO_ISSUER', urlRule, usualIssuer(userPoolId))
  const redirectUri = read('VITE_COGNITO_REDIRECT_URI', redirectRule, '')
  const logoutUri = read('VITE_COGNITO_LOGOUT_URI', redirectRule, '')
  const scopes = read('VITE_COGNITO_SCOPES', scopesRule, 'openid email profile')
  const providers = read('VITE_COGNITO_PROVIDERS', anything, '')
  const apiUrl = read('VITE_API_URL', apiRule, '')
  const appName = read('VITE_APP_NAME', anything, 'Toyseven')
  const storage = read('VITE_SESSION_STORAGE', storageRule, 'tab') === 'browser' ? 'browser' : 'tab'
  const sessionLifeMs = durationMs(read('VITE_SESSION_LIFE', durationRule, ''))
  if (regionsDiffer(userPoolId, domain)) issues.push({ variable: 'VITE_COGNITO_DOMAIN', rule: 'region-differs' })
  if (issues.length > 0) return { ok: false, issues }
  const pool = { issuer, clientId, domain, redirectUri, logoutUri, scopes }
  const session: SessionConfig = { ...pool, storage, sessionLifeMs }
  const names = providers.split(',').map((name) => name.trim())
  const config = { appName, providers: names.filter(Boolean), apiUrl: apiUrl === '' ? null : apiUrl, session }
  return { ok: true, config }
}

type Rule = (value: string) => ConfigRule | null

/** Reads one variable; what is wrong with it goes into the list, and what is given back then is not used. */
function readerOf(env: Env, issues: ConfigIssue[]) {
  return (variable: string, rule: Rule, byDefault?: string): string => {
    const value = valueOf(env, variable)
    if (value === '' && byDefault !== undefined) return byDefault
    const broken = value === '' ? 'missing' : (commonRule(value) ?? rule(value))
    if (broken !== null) issues.push({ variable, rule: broken })
    return value
  }
}

function valueOf(env: Env, variable: string): string {
  const raw = env[variable]
  const value = typeof raw === 'string' ? raw.trim() : ''
  // Redirect and sign-out URLs are compared letter by letter: with a slash at the end it is another one.
  return variable.endsWith('_URI') ? value : value.replace(/\/+$/, '')
}

const anything: Rule = () => null

function commonRule(value: string): ConfigRule | null {
  if (hiddenCharacters.test(value)) return 'hidden-character'
  return placeholder.test(value) ? 'placeholder' : null
}

function poolIdRule(value: string): ConfigRule | null {
  return /^[a-z]{2}(-[a-z]+)+-\d_[0-9a-zA-Z]+$/.test(value) ? null : 'pool-id-shape'
}

function clientIdRule(value: string): ConfigRule | null {
  if (poolIdRule(value) === null) return 'client-id-is-pool-id'
  return /^[\w+-]{1,128}$/.test(value) ? null : 'client-id-shape'
}

function domainRule(value: string): ConfigRule | null {
  const address = withScheme(value)
  if (/cognito-idp\./.test(address)) return 'domain-is-issuer'
  const broken = urlRule(address)
  if (broken !== null) return broken
  return new URL(address).origin === address.toLowerCase() ? null : 'domain-not-bare'
}

function urlRule(value: string): ConfigRule | null {
  if (!URL.canParse(value)) return 'not-a-url'
  const { protocol } = new URL(value)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(value))) return null
  return 'needs-https'
}

/** An absolute URL, or a path of the app's own origin. Browsers read `//` and `/\\` as the start of a host name. */
function apiRule(value: string): ConfigRule | null {
  return /^\/[^/\\]/.test(value) ? null : urlRule(value)
}

function redirectRule(value: string): ConfigRule | null {
  return /[#*]/.test(value) ? 'redirect-not-exact' : urlRule(value)
}

function scopesRule(value: string): ConfigRule | null {
  if (value.includes(',')) return 'scopes-by-spaces'
  return value.split(/\s+/).includes('openid') ? null : 'scopes-need-openid'
}

function storageRule(value: string): ConfigRule | null {
  return value === 'tab' || value === 'browser' ? null : 'storage-choice'
}

const durationShape = /^(\d{1,5})([mhd])$/
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3600_000, d: 86_400_000 }

/** Cognito takes refresh token lives from 60 minutes to 3650 days. */
function durationRule(value: string): ConfigRule | null {
  const ms = durationMs(value)
  return ms !== null && ms >= 3600_000 && ms <= 3650 * 86_400_000 ? null : 'duration-shape'
}

function durationMs(value: string): number | null {
  const [, count, unit = ''] = durationShape.exec(value) ?? []
  return count === undefined ? null : Number(count) * (unitMs[unit] ?? Number.NaN)
}

function usualIssuer(userPoolId: string): string {
  return `https://cognito-idp.${regionOf(userPoolId)}.amazonaws.com/${userPoolId}`
}

function regionOf(userPoolId: string): string {
  return userPoolId.split('_')[0] ?? ''
}

/** A domain by prefix is always in its pool's region; of a custom domain nothing can be said. */
function regionsDiffer(userPoolId: string, domain: string): boolean {
  const [, region] = /\.auth(?:-fips)?\.([a-z0-9-]+)\.amazoncognito\.com$/.exec(domain) ?? []
  return region !== undefined && poolIdRule(userPoolId) === null && region !== regionOf(userPoolId)
}

function withScheme(domain: string): string {
  return domain === '' || /^[a-z]+:/i.test(domain) ? domain : `https://${domain}`
}

function issueOf(rule: ConfigRule): (variable: string) => ConfigIssue {
  return (variable) => ({ variable, rule })
}

/** Anything named `VITE_` reaches every visitor. */
function isSecretIn(env: Env): (variable: string) => boolean {
  return (variable) => {
    if (!variable.startsWith('VITE_')) return false
    return secretName.test(variable) || secretValue.test(String(env[variable]).trim())
  }
}
