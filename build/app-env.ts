import { loadEnv } from 'vite'
import { localClientId, localIssuer, localOrigin, localPoolId, localWebClient } from '../local-cognito/defaults.ts'
import { readConfig, type ReadConfig } from './parse-env.ts'
import { envFileWarnings } from './config/env-files.ts'
import { withScheme } from './config/value-rules.ts'
import { valueWarnings, warningMessages, type ConfigWarning } from './config/warnings.ts'
import { configExampleLine, configIssueLine } from '../src/i18n/config-issue-line.ts'
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
  /** Possible mistakes, without those of the names in CONFIG_ACCEPTED. */
  readonly warnings: readonly ConfigWarning[]
}

/** Names of variables and files whose warnings are known and accepted, with commas between them. Never sent to visitors. */
const acceptedNames = 'CONFIG_ACCEPTED'

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
  const loaded = loadEnv(mode, readsFiles ? root : false, ['VITE_', acceptedNames])
  const { [acceptedNames]: accepted = '', ...variablesLoaded } = loaded
  const own = Object.fromEntries(Object.entries(variablesLoaded).filter(([, value]) => value.trim() !== ''))
  const usesLocalPool = localModes.has(mode) && !Object.keys(localPool).some((name) => name in own)
  const standIn = {
    ...localPool,
    VITE_COGNITO_PROVIDERS: 'Google',
    VITE_SESSION_LIFE: localSessionLife,
    VITE_API_URL: localApiPath,
  }
  const variables = usesLocalPool ? { ...standIn, ...own } : own
  const all = [...valueWarnings(own), ...(readsFiles ? envFileWarnings(mode, root) : [])]
  const names = new Set(accepted.split(/[\s,]+/))
  return { variables, readsFiles, usesLocalPool, warnings: all.filter(({ variable }) => !names.has(variable)) }
}

/**
 * Refuses what must not be built or served: an incomplete or contradictory configuration, and one that points at this
 * computer, unless the mode says that this is wanted. The message names all errors at once, and the warnings.
 *
 * @param warn gets the warnings if nothing is refused
 * @throws an error whose message has a line for each issue, with an example
 */
export function configOrThrow(
  { variables, warnings }: AppEnv,
  mode: string,
  warn: (text: string) => void = console.warn,
): AppConfig {
  const read = readConfig(variables)
  const issues = [...issuesOf(read), ...(localModes.has(mode) ? [] : loopbackIssues(variables))]
  const warningLines = warnings.map((warning) => `  ${configIssueLine(warningMessages, warning)}`)
  const warningText = warningLines.length === 0 ? [] : ['Warnings about the configuration:', ...warningLines]
  if (read.ok && issues.length === 0) {
    if (warningText.length > 0) warn(warningText.join('\n'))
    return read.config
  }
  const heading = `The configuration has ${issues.length === 1 ? 'an error' : `${issues.length} errors`}:`
  const message = [heading, ...issues.flatMap(issueLines), ...warningText, 'See .env.example.'].join('\n')
  throw new ConfigError(message)
}

/** Everything that is wrong with the configuration, for the developer. The stack would not help to correct .env. */
export class ConfigError extends Error {
  override readonly stack: string

  constructor(message: string) {
    super(message)
    this.stack = message
  }
}

function issueLines(issue: ConfigIssue): readonly string[] {
  const example = configExampleLine(issue)
  const line = `  ${configIssueLine(words, issue)}`
  return example === null ? [line] : [line, `    ${words.example} ${example}`]
}

function issuesOf(read: ReadConfig): readonly ConfigIssue[] {
  return read.ok ? [] : read.issues
}

/** Asked of the values as they are, so that another issue does not hide it. */
function loopbackIssues(variables: Env): readonly ConfigIssue[] {
  const names = ['VITE_COGNITO_DOMAIN', 'VITE_COGNITO_ISSUER']
  const broken = names.filter((name) => isLoopback(withScheme((variables[name] ?? '').trim())))
  return broken.map((variable) => ({ variable, rule: 'loopback-in-production' }))
}
