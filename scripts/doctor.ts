import { loadEnv } from 'vite'
import { configForPage, type AppConfig } from '../src/config/app-config.ts'
import { readConfig } from '../build/parse-env.ts'
import { asRecord } from '../src/auth/encoding/json.ts'
import { configIssueLine } from '../src/i18n/config-issue-line.ts'
import { config as words } from '../src/i18n/messages/en/config.ts'

const timeoutMs = 10_000

type Verdict = 'ok' | 'wrong' | 'unknown'

/** Checks what .env says, first by itself, then against the pool that it names. Changes nothing anywhere. */
export async function main(): Promise<number> {
  const env = loadEnv('production', process.cwd(), 'VITE_')
  if (!Object.keys(env).some((name) => name.startsWith('VITE_COGNITO_'))) {
    console.info('No VITE_COGNITO_ variable is set: `npm run dev` uses the local user pool. There is nothing to check.')
    return 0
  }
  const read = readConfig(env)
  const local = read.ok ? configForPage(read.config, new URL('http://localhost:3000')) : read
  if (!local.ok) {
    for (const issue of local.issues) say('wrong', configIssueLine(words, issue))
    return 1
  }
  say('ok', 'The configuration is complete.')
  return report([await checkDiscovery(local.config), await checkClient(local.config)])
}

/** The discovery document says which domain belongs to the pool. */
async function checkDiscovery({ session: { issuer, domain } }: AppConfig): Promise<Verdict> {
  const answer = await ask(`${issuer}/.well-known/openid-configuration`, {})
  if (answer === null) return say('unknown', `${issuer} did not answer. Are you online, and is the pool ID right?`)
  const { issuer: found, token_endpoint: tokenEndpoint } = asRecord(answer.body)
  if (found !== issuer) return say('wrong', `There is no user pool at ${issuer} (HTTP ${answer.status}).`)
  if (tokenEndpoint === `${domain}/oauth2/token`) return say('ok', `The pool answers at ${domain}.`)
  return say('wrong', `The pool's token endpoint is ${JSON.stringify(tokenEndpoint)}, not ${domain}/oauth2/token.`)
}

/** A code that cannot exist is refused by a public client with invalid_grant, and by one that has a secret before. */
async function checkClient({ session }: AppConfig): Promise<Verdict> {
  const form = {
    grant_type: 'authorization_code',
    client_id: session.clientId,
    code: 'doctor',
    redirect_uri: session.redirectUri,
  }
  const answer = await ask(`${session.domain}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { error } = asRecord(answer?.body)
  if (error === 'invalid_grant') return say('ok', 'The app client exists and has no secret.')
  if (error === 'invalid_client') {
    return say(
      'wrong',
      'invalid_client: the app client has a secret, or there is none with this ID. Make one without a secret.',
    )
  }
  if (error === 'unauthorized_client') return say('wrong', 'unauthorized_client: turn on the authorization code grant.')
  return say(
    'unknown',
    `The token endpoint gave no answer that says anything (${typeof error === 'string' ? error : 'no error code'}).`,
  )
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
    return { status: response.status, body: await response.json().catch(() => null) }
  } catch {
    return null
  }
}

function report(verdicts: readonly Verdict[]): number {
  console.info('Not checked: the callback and sign-out URLs. Only the pool knows them; the first sign-in tells.')
  return verdicts.every((verdict) => verdict === 'ok') ? 0 : 1
}

function say(verdict: Verdict, line: string): Verdict {
  console.info(`${{ ok: '✓', wrong: '✗', unknown: '?' }[verdict]} ${line}`)
  return verdict
}
