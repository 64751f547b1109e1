import { appPathOf } from '../../build/app-base.ts'
import { configOrThrow, readAppEnv, type AppEnv } from '../../build/app-env.ts'
import { readConfig } from '../../build/parse-env.ts'
import { configForPage, type AppConfig } from '../../src/config/app-config.ts'
import type { ConfigIssue } from '../../src/config/config-issue.ts'
import { configIssueLine } from '../../src/i18n/config-issue-line.ts'
import { config as words } from '../../src/i18n/messages/en/config.ts'
import { failure, ok, resultOf, warning, type CheckResult, type Finding } from './check-result.ts'
import type { Options } from './options.ts'
import type { Target } from './target.ts'

export type Configuration =
  | { readonly kind: 'readable'; readonly result: CheckResult; readonly target: Omit<Target, 'ask'> }
  | { readonly kind: 'unreadable'; readonly results: readonly CheckResult[] }

const fix = 'Correct it in .env, as .env.example describes.'

/**
 * Reads the configuration of a mode as the build does. A pool of this computer is a warning here, since the doctor
 * checks local pools too.
 */
export function readConfiguration({ mode, namesMode, appUrl }: Options, root: string): Configuration {
  const env = readAppEnv(mode, root)
  if (!namesMode && !Object.keys(env.variables).some((name) => name.startsWith('VITE_COGNITO_'))) {
    return unreadable([
      warning(
        'No VITE_COGNITO_ variable is set: `npm run dev` uses the local user pool, and a production build is refused.',
        'Copy .env.example to .env and fill it in, or check the local pool with --mode development.',
      ),
    ])
  }
  const read = readConfig(env.variables)
  if (!read.ok) return { kind: 'unreadable', results: read.issues.map(issueResult) }
  const page = configForPage(read.config, pageOf(read.config, appUrl), basenameOf(appUrl), true)
  if (!page.ok) return { kind: 'unreadable', results: page.issues.map(issueResult) }
  const userPoolId = env.variables['VITE_COGNITO_USER_POOL_ID']?.trim() ?? ''
  return {
    kind: 'readable',
    result: resultOf('configuration', judgeBuild(env, mode)),
    target: { userPoolId, built: read.config, config: page.config },
  }
}

/** The build has more rules than the page: it refuses a pool of this computer. */
function judgeBuild(env: AppEnv, mode: string): Finding {
  try {
    configOrThrow(env, mode)
    return ok('The configuration is complete.')
  } catch (error) {
    const [, ...lines] = error instanceof Error ? error.message.split('\n') : []
    return warning(`A build with --mode ${mode} is refused: ${lines.map((line) => line.trim()).join(' ')}`, fix)
  }
}

/** Where the app is or will be. Without an address, the URLs that follow from it are those of the dev server. */
function pageOf({ session }: AppConfig, appUrl: string | null): URL {
  return new URL(appUrl ?? (session.redirectUri || session.logoutUri || 'http://localhost:3000'))
}

function basenameOf(appUrl: string | null): string {
  return appUrl === null ? '' : appPathOf(new URL(appUrl).pathname).slice(0, -1)
}

function unreadable(findings: readonly Finding[]): Configuration {
  return { kind: 'unreadable', results: findings.map((finding) => resultOf('configuration', finding)) }
}

function issueResult(issue: ConfigIssue): CheckResult {
  return resultOf('configuration', failure(configIssueLine(words, issue), fix))
}
