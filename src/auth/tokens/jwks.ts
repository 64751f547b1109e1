import type { Platform } from '../../browser/platform.ts'
import { getJson, type HttpResponse, type SentRequest } from '../http/http.ts'
import type { Problem } from '../problem.ts'
import { failed, ok, type Result } from '../result.ts'
import { singleFlight } from '../single-flight.ts'
import { isSignedBy, keyFinder, readKeySet, type FindKey, type RsaKey } from './signature.ts'

/** The public keys that the pool signs ID tokens with, kept in memory. */
export interface Jwks {
  /** Requests the keys if there are none yet, so that they arrive beside the tokens. */
  readonly prefetch: () => void
  /**
   * Verifies the signature of an ID token. An unknown key id is requested once more, since keys rotate.
   *
   * @returns `token-invalid`; or `network`, `timeout`, `throttled`, `server-error`, `unreadable` if the keys cannot be
   * fetched: the token may be good, and the same call may succeed later
   * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
   */
  readonly verify: (idToken: string) => Promise<Result<null>>
  /** Verifies with the keys at hand, without a request; null if the right key is not among them. */
  readonly verifyCached: (idToken: string) => Promise<Result<null> | null>
}

const timeoutMs = 10_000

/**
 * Creates the key set of one pool. Requests nothing before the keys are needed.
 *
 * @param sent the first request, if it was sent before
 */
export function createJwks(
  platform: Pick<Platform, 'fetch' | 'clock' | 'crypto'>,
  issuer: string,
  sent: SentRequest | null,
): Jwks {
  let keys: readonly RsaKey[] = []
  let isFetching = false
  let firstRequest = sent

  const fetchKeys = singleFlight(async (): Promise<Result<null>> => {
    isFetching = true
    const fetched = await requestKeySet(platform, issuer, firstRequest)
    firstRequest = null
    isFetching = false
    if (fetched.ok) keys = fetched.value
    return fetched.ok ? ok(null) : fetched
  })

  /** Looks at the keys at hand, then at those being fetched, then fetches them again, since keys rotate. */
  async function findKey(find: FindKey): Promise<Result<RsaKey>> {
    for (const mayFetch of [isFetching, true]) {
      const key = find(keys)
      if (key !== undefined) return ok(key)
      const fetched = mayFetch ? await fetchKeys() : ok(null)
      if (!fetched.ok) return fetched
    }
    const key = find(keys)
    return key === undefined ? invalid('a key of the pool', 'another') : ok(key)
  }

  return {
    prefetch() {
      if (keys.length === 0) void fetchKeys()
    },
    async verify(idToken) {
      const find = keyFinder(idToken)
      if (find === null) return invalid('RS256', 'something else')
      const key = await findKey(find)
      return key.ok ? verifyWith(platform, key.value, idToken) : key
    },
    async verifyCached(idToken) {
      const find = keyFinder(idToken)
      if (find === null) return invalid('RS256', 'something else')
      const key = find(keys)
      if (key !== undefined) return verifyWith(platform, key, idToken)
      void fetchKeys()
      return null
    },
  }
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export function jwksUrl(issuer: string): string {
  return `${issuer}/.well-known/jwks.json`
}

async function verifyWith(platform: Pick<Platform, 'crypto'>, key: RsaKey, idToken: string): Promise<Result<null>> {
  return (await isSignedBy(platform, key, idToken)) ? ok(null) : invalid('that of the pool', 'another')
}

async function requestKeySet(
  platform: Pick<Platform, 'fetch' | 'clock'>,
  issuer: string,
  sent: SentRequest | null,
): Promise<Result<RsaKey[]>> {
  const response = await getJson(platform, jwksUrl(issuer), { timeoutMs, sent })
  if (response.kind !== 'response' || response.status !== 200) return failed(classify(response))
  const keys = readKeySet(response.body)
  return keys === null ? failed({ kind: 'unreadable' }) : ok(keys)
}

function classify(response: HttpResponse): Problem {
  if (response.kind === 'too-large') return { kind: 'unreadable' }
  if (response.kind !== 'response') return { kind: response.kind }
  if (response.status === 429) return { kind: 'throttled' }
  return { kind: response.status >= 500 ? 'server-error' : 'unreadable' }
}

function invalid(expected: string, found: string): Result<never> {
  return failed({ kind: 'token-invalid', claim: 'signature', expected, found })
}
