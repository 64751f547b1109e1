import * as v from 'valibot'
import type { AppConfig } from '../src/config/app-config.ts'
import { configRules, type ConfigIssue } from '../src/config/config-issue.ts'
import type { PoolIssuer } from '../src/auth/tokens/pool-issuer.ts'
import { issuersOfPool } from './config/issuer.ts'
import { envSchema, type EnvValues } from './config/schema.ts'
import { secretsIn } from './config/secrets.ts'
import { labelsOf, readProviders } from './config/providers.ts'
import { detailsOf, durationMs } from './config/value-rules.ts'

export type ReadConfig =
  | { readonly ok: true; readonly config: AppConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] }

type Env = Readonly<Record<string, unknown>>

/**
 * Reads the whole configuration, or everything that is wrong with it at once. Asked when the app is built or served, so
 * that a broken one never ships and a visitor does not load the rules. Redirect and sign-out URL are empty where they
 * follow from the page's own address, which is known only there. Possible mistakes are in config/warnings.ts.
 */
export function readConfig(env: Env): ReadConfig {
  const values = valuesIn(env)
  const secrets = secretsIn(values).map((variable): ConfigIssue => ({ variable, rule: 'looks-secret' }))
  // A secret in the wrong place breaks that place's rules, too; its message is enough.
  const isSecret = ({ variable }: ConfigIssue) => secrets.some((secret) => secret.variable === variable)
  const read = v.safeParse(envSchema, values, { abortPipeEarly: true })
  const broken = (read.issues ?? []).map(issueFrom).filter((issue) => !isSecret(issue))
  const issues = [...secrets, ...broken, ...apiIssues(values)]
  if (!read.success || issues.length > 0) return { ok: false, issues }
  return { ok: true, config: configOf(read.output) }
}

/** The texts without spaces around them; an empty one counts as missing. */
function valuesIn(env: Env): Readonly<Record<string, string>> {
  const texts = Object.entries(env).map(
    ([name, value]) => [name, typeof value === 'string' ? value.trim() : ''] as const,
  )
  return Object.fromEntries(texts.filter(([, value]) => value !== ''))
}

function configOf(values: EnvValues): AppConfig {
  const storage = values.VITE_SESSION_STORAGE
  const providers = readProviders(values.VITE_COGNITO_PROVIDERS ?? '')
  return {
    appName: values.VITE_APP_NAME,
    providers: providers.map(({ name }) => name),
    providerLabels: labelsOf(providers),
    imageHosts: (values.VITE_IMAGE_HOSTS ?? '')
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean),
    apiUrl: values.VITE_API_URL ?? null,
    session: {
      ...issuersIn(values),
      clientId: values.VITE_COGNITO_CLIENT_ID,
      domain: values.VITE_COGNITO_DOMAIN,
      redirectUri: values.VITE_COGNITO_REDIRECT_URI ?? '',
      logoutUri: values.VITE_COGNITO_LOGOUT_URI ?? '',
      scopes: values.VITE_COGNITO_SCOPES,
      storage,
      sessionLifeMs: durationMs(values.VITE_SESSION_LIFE ?? ''),
      idleSignOutMs: durationMs(values.VITE_IDLE_SIGN_OUT ?? ''),
    },
  }
}

/** Both forms that the pool ID leads to, or the one that is set. */
function issuersIn(values: EnvValues): PoolIssuer {
  const issuer = values.VITE_COGNITO_ISSUER
  return issuer === undefined ? issuersOfPool(values.VITE_COGNITO_USER_POOL_ID) : { issuer, updatedIssuer: null }
}

/** The address of the user pool is never the address of the app's API. */
function apiIssues(values: Readonly<Record<string, string>>): readonly ConfigIssue[] {
  const pool = [values['VITE_COGNITO_DOMAIN'], values['VITE_COGNITO_ISSUER']].map(hostOf)
  const api = hostOf(values['VITE_API_URL'])
  const isPool = api !== null && (pool.includes(api) || /^(?:issuer-)?cognito-idp\./.test(api))
  return isPool ? [{ variable: 'VITE_API_URL', rule: 'api-is-pool' }] : []
}

/** The host with its port; null for a path or what is no URL. A domain may have no scheme. */
function hostOf(address: string | undefined): string | null {
  if (address === undefined || address.startsWith('/')) return null
  const url = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`
  return URL.canParse(url) ? new URL(url).host : null
}

function issueFrom({ path, message, input }: v.InferIssue<typeof envSchema>): ConfigIssue {
  const variable = String(path?.[0]?.key)
  const rule = configRules.find((name) => name === message)
  if (rule === undefined) throw new Error(`${variable} breaks a rule without a message: ${message}`)
  const details = typeof input === 'string' ? detailsOf(rule, input) : undefined
  return details === undefined ? { variable, rule } : { variable, rule, details }
}
