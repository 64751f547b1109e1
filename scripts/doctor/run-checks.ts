import type { NoAnswer } from './ask.ts'
import { resultOf, skipped, type Check, type CheckResult, type Finding } from './check-result.ts'
import { networkReasons } from './network-reason.ts'
import type { AppTarget, Target } from './target.ts'
import { checkAssets } from './app/assets.ts'
import { checkCallback } from './app/callback.ts'
import { checkFallback } from './app/fallback.ts'
import { checkHeaders } from './app/headers.ts'
import { checkStartPage } from './app/start-page.ts'
import { appClient } from './pool/app-client.ts'
import { clock } from './pool/clock.ts'
import { codeGrant } from './pool/code-grant.ts'
import { cors } from './pool/cors.ts'
import { discovery } from './pool/discovery.ts'
import { endpoints } from './pool/endpoints.ts'
import { keys } from './pool/keys.ts'
import { loginPages } from './pool/login-pages.ts'
import { providerChecks } from './pool/providers.ts'
import { redirectUri } from './pool/redirect-uri.ts'
import { region } from './pool/region.ts'
import { revocation } from './pool/revocation.ts'
import { scopes } from './pool/scopes.ts'
import { signOutUri } from './pool/sign-out-uri.ts'

/** The checks of a pool, in the order in which their results are printed. */
export function poolChecks({ config }: Pick<Target, 'config'>): readonly Check[] {
  return [
    region,
    discovery,
    endpoints,
    keys,
    clock,
    appClient,
    redirectUri,
    codeGrant,
    scopes,
    loginPages,
    ...providerChecks(config.providers),
    signOutUri,
    cors,
    revocation,
  ]
}

/** The checks of a deployed app. */
export function appChecks(appUrl: string): readonly Check[] {
  const check = (name: string, run: (target: AppTarget) => Promise<Finding | NoAnswer>): Check => ({
    name,
    run: (target) => run({ ...target, appUrl }),
  })
  return [
    check('app', checkStartPage),
    check('app-headers', checkHeaders),
    check('app-fallback', checkFallback),
    check('app-callback', checkCallback),
    check('app-assets', checkAssets),
  ]
}

/** Runs the checks one after the other. A host that does not answer is one failure; the checks that need it are skipped. */
export async function* runChecks(checks: readonly Check[], target: Target): AsyncGenerator<CheckResult> {
  const silentHosts = new Set<string>()
  for (const { name, run } of checks) {
    const outcome = await run(target)
    if (!('kind' in outcome)) {
      yield resultOf(name, outcome)
    } else if (silentHosts.has(outcome.host)) {
      yield resultOf(name, skipped(`${outcome.host} did not answer.`))
    } else {
      silentHosts.add(outcome.host)
      yield networkFailure(name, outcome)
    }
  }
}

function networkFailure(check: string, { host, reason, detail }: NoAnswer): CheckResult {
  const { message, fix } = networkReasons[reason]
  return { check, status: 'failure', cause: 'network', message: `${host}: ${message} (${detail}).`, fix }
}
