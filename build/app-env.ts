import { loadEnv } from 'vite'
import { localClientId, localIssuer, localOrigin, localPoolId, localWebClient } from '../local-cognito/defaults.ts'
import { readConfig, type ReadConfig } from './parse-env.ts'
import { configIssueLine } from '../src/i18n/config-issue-line.ts'
import { config as words } from '../src/i18n/messages/en/config.ts'
import { isLoopback, type AppConfig } from '../src/config/app-config.ts'
import { localApiPath } from './local-api.ts'
import type { ConfigIssue } from '../src/config/config-issue.ts'

type Env = Readonly<Record<string, string>>

/** The modes in which the local pool replaces the variables that are not set. */
const localModes = new Set(['development', 'loopback', 'test'])
/** The modes of the tests, which must not depend on a .env file. */
const testModes = new Set(['loopback', 'test'])

export interface AppEnv {
  /** Every VITE_ variable, with the local pool's where it stands in. */
  readonly variables: Env
  /** False in the modes of the tests. */
  readonly readsFiles: boolean
  /** True if nothing says that there is another pool. */
  readonly usesLocalPool: boolean
}

/** What the app has to know of a pool. Set one of them, and the local pool stands in for none. */
const localPool: Env = {
  VITE_COGNITO_USER_POOL_ID: localPoolId,
  VITE_COGNITO_CLIENT_ID: localClientId,
  VITE_COGNITO_DOMAIN: localOrigin,
  VITE_COGNITO_ISSUER: localIssuer,
}

const localSessionLife = `${localWebClient.refreshTokenSeconds / 60}m`

/** Reads the variables of a mode: the environment's, then .env's, then the local pool's. */
export function readAppEnv(mode: string, root: string): AppEnv {
  const readsFiles = !testModes.has(mode)
  const loaded = loadEnv(mode, readsFiles ? root : false, 'VITE_')
  const own = Object.fromEntries(Object.entries(loaded).filter(([, value]) => value.trim() !== ''))
  const usesLocalPool = localModes.has(mode) && !Object.keys(localPool).some((name) => name in own)
  const standIn = {
    ...localPool,
    VITE_COGNITO_PROVIDERS: 'Google',
    VITE_SESSION_LIFE: localSessionLife,
    VITE_API_URL: localApiPath,
  }
  return { variables: usesLocalPool ? { ...standIn, ...own } : own, readsFiles, usesLocalPool }
}

/**
 * Refuses what must not be built or served: an incomplete or contradictory configuration, and one that points at this
 * computer, unless the mode says that this is wanted.
 */
export function configOrThrow({ variables }: AppEnv, mode: string): AppConfig {
  const read = readConfig(variables)
  const issues = [...issuesOf(read), ...(localModes.has(mode) ? [] : loopbackIssues(read))]
  if (read.ok && issues.length === 0) return read.config
  const lines = issues.map((issue) => `  ${configIssueLine(words, issue)}`)
  const message = `The configuration is not complete (see .env.example):\n${lines.join('\n')}`
  // The stack would not help to correct .env.
  throw Object.assign(new Error(message), { stack: message })
}

function issuesOf(read: ReadConfig): readonly ConfigIssue[] {
  return read.ok ? [] : read.issues
}

function loopbackIssues(read: ReadConfig): readonly ConfigIssue[] {
  if (!read.ok) return []
  const { domain, issuer } = read.config.session
  const places = [
    ['VITE_COGNITO_DOMAIN', domain],
    ['VITE_COGNITO_ISSUER', issuer],
  ] as const
  return places.filter(([, url]) => isLoopback(url)).map(([variable]) => ({ variable, rule: 'loopback-in-production' }))
}
