import type { CognitoConfig } from './cognito.ts'
import { getJson, type HttpAnswer } from './http.ts'
import type { Problem } from './problem.ts'
import { failed, ok, type Result } from './result.ts'
import { isSignedBy, keyFinder, readKeySet, type FindKey, type PoolKey } from './signature.ts'
import type { World } from './world.ts'

/** The keys that the pool signs ID tokens with, kept as long as the page lives. */
export interface PoolKeys {
  /** Begins to ask for the keys, so that they are there when the tokens are: no round trip is added. */
  readonly prefetch: () => void
  /**
   * Checks the signature of an ID token. A key that is not known is asked for once more, since keys rotate.
   *
   * @returns `token-invalid`; or `network`, `timeout`, `throttled`, `server-error`, `unreadable` where the keys cannot
   * be had: then nothing is known of the token, and the same call may succeed later
   * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
   */
  readonly check: (idToken: string) => Promise<Result<null>>
  /**
   * The same with the keys that are here already, waiting for nobody: null if none of them is the one.
   */
  readonly checkAtOnce: (idToken: string) => Promise<Result<null> | null>
}

const timeoutMs = 10_000

/** The keys of one pool. Asks nobody before it is needed. */
export function createPoolKeys(world: World, config: CognitoConfig): PoolKeys {
  let known: readonly PoolKey[] = []
  let asking: Promise<Result<null>> | null = null

  function ask(): Promise<Result<null>> {
    asking ??= requestKeys(world, config).then((keys) => {
      asking = null
      if (keys.ok) known = keys.value
      return keys.ok ? ok(null) : keys
    })
    return asking
  }

  /** Those that are here, those that are on their way, and then, since keys rotate, once more. */
  async function lookFor(find: FindKey): Promise<Result<PoolKey>> {
    const isOnTheirWay = asking !== null
    for (const mayAsk of [isOnTheirWay, true]) {
      const key = find(known)
      if (key !== undefined) return ok(key)
      const asked = mayAsk ? await ask() : ok(null)
      if (!asked.ok) return asked
    }
    const key = find(known)
    return key === undefined ? invalid('a key of the pool', 'another') : ok(key)
  }

  return {
    prefetch() {
      if (known.length === 0) void ask()
    },
    async check(idToken) {
      const find = keyFinder(idToken)
      if (find === null) return invalid('RS256', 'something else')
      const key = await lookFor(find)
      return key.ok ? judgeSignature(world, key.value, idToken) : key
    },
    async checkAtOnce(idToken) {
      const find = keyFinder(idToken)
      if (find === null) return invalid('RS256', 'something else')
      const key = find(known)
      if (key !== undefined) return judgeSignature(world, key, idToken)
      void ask()
      return null
    },
  }
}

async function judgeSignature(world: World, key: PoolKey, idToken: string): Promise<Result<null>> {
  return (await isSignedBy(world, key, idToken)) ? ok(null) : invalid('that of the pool', 'another')
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export function keySetUrl({ issuer }: Pick<CognitoConfig, 'issuer'>): string {
  return `${issuer}/.well-known/jwks.json`
}

async function requestKeys(world: World, { issuer }: CognitoConfig): Promise<Result<PoolKey[]>> {
  const answer = await getJson(world, keySetUrl({ issuer }), { timeoutMs })
  if (answer.kind !== 'answer' || answer.status !== 200) return failed(judge(answer))
  const keys = readKeySet(answer.body)
  return keys === null ? failed({ kind: 'unreadable' }) : ok(keys)
}

function judge(answer: HttpAnswer): Problem {
  if (answer.kind === 'too-large') return { kind: 'unreadable' }
  if (answer.kind !== 'answer') return { kind: answer.kind }
  if (answer.status === 429) return { kind: 'throttled' }
  return { kind: answer.status >= 500 ? 'server-error' : 'unreadable' }
}

function invalid(expected: string, found: string): Result<never> {
  return failed({ kind: 'token-invalid', claim: 'signature', expected, found })
}
