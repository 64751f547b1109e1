import { createHash, randomBytes } from 'node:crypto'
import { defaultPoolConfig, localClientId } from '../../local-cognito/defaults.ts'
import { decodePayload } from '../../src/auth/tokens/id-token.ts'
import { SessionMarker } from '../../src/auth/store/session-marker.ts'
import { makeUserRecord } from '../../src/auth/store/user-record.ts'
import { UserRecordStorage } from '../../src/auth/store/user-record-storage.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { createStorage, keysOf } from '../support/memory-storage.ts'

/** The pool that signs the person in: a pool in this process, or one that listens. */
export interface PoolSite {
  readonly config: { readonly origin: string }
  fetch(request: Request): Promise<Response>
}

/** What the app has stored after a sign-in, by key. */
export interface StoredSession {
  readonly sessionStorage: Readonly<Record<string, string>>
  readonly localStorage: Readonly<Record<string, string>>
}

interface Tokens {
  readonly id_token: string
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
}

const redirectUri = 'http://localhost:3000/callback'
const scope = 'openid email profile'

/** The pool of `npm run dev`, over HTTP. It does not follow the redirects, as a browser's test has to see each. */
export const poolOfDev: PoolSite = {
  config: defaultPoolConfig,
  fetch: (request) => fetch(new Request(request, { redirect: 'manual' })),
}

/** The address of a configured person: `minseo` is minseo@example.com. */
export function emailOf(person: string): string {
  return person.includes('@') ? person : `${person}@example.com`
}

/**
 * Signs a person in at the local pool by its one-click button, without a browser, and returns what the app would have
 * stored afterwards. The tokens are real: the pool refreshes and revokes them.
 *
 * @param person as in `emailOf`; has to be configured in the pool
 * @param nowMs the clock of the app, in milliseconds since 1970
 */
export async function storedSession(pool: PoolSite, person: string, nowMs: number): Promise<StoredSession> {
  const tokens = await signIn(pool, emailOf(person))
  const profile = decodePayload(tokens.id_token)
  if (profile === null) throw new Error(`The pool has not signed ${person} in: ${JSON.stringify(tokens)}`)
  const [tab, browser] = [createStorage(), createStorage()]
  const id = randomBytes(16).toString('hex')
  const { expires_in, ...others } = tokens
  const { iss, aud, sub, exp, iat } = profile
  const claims = {
    ...profile,
    iss: String(iss),
    aud: String(aud),
    sub: String(sub),
    exp: Number(exp),
    iat: Number(iat),
  }
  const received = { ...others, scope, profile: claims, receivedAtMs: nowMs, lifetimeMs: expires_in * 1000 }
  const record = makeUserRecord(received, { id, isMarked: true, signedInAtMs: nowMs, generation: 0 })
  new UserRecordStorage({ issuer: claims.iss, clientId: localClientId }, tab).save(record)
  new SessionMarker(localClientId, browser).begin(id)
  return { sessionStorage: itemsOf(tab), localStorage: itemsOf(browser) }
}

async function signIn(pool: PoolSite, email: string): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: localClientId,
    redirect_uri: redirectUri,
    scope,
    state: randomBytes(16).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const callback = await createVisitor(pool)
    .signIn(`${pool.config.origin}/oauth2/authorize?${query}`, email)
    .catch((cause: unknown) => {
      throw new Error(`The pool does not sign ${email} in. Its people are in local-cognito.json.`, { cause })
    })
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: localClientId,
    code: new URL(callback).searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const response = await pool.fetch(new Request(`${pool.config.origin}/oauth2/token`, { method: 'POST', body }))
  return response.json()
}

function itemsOf(storage: Storage): Record<string, string> {
  return Object.fromEntries(keysOf(storage).map((key) => [key, storage.getItem(key) ?? '']))
}
