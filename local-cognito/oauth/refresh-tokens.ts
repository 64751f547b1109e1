import { randomBytes } from 'node:crypto'
import type { Rotation } from '../config/client-config.ts'
import { hashOf } from '../state/secret.ts'
import type { PoolState, RefreshChain } from '../state/tables.ts'

/** Why a refresh token does not work. `replaced`: a rotation retired it, and its grace period is over. */
export type UnusableToken = 'unknown' | 'replaced' | 'expired' | 'revoked'

export type FoundChain = { readonly originJti: string; readonly chain: RefreshChain }

/** The pool's refresh tokens. All refresh tokens of one sign-in form a chain. */
export type RefreshTokens = {
  /** Starts the chain of a sign-in and returns its first token. */
  begin(originJti: string, chain: RefreshChain): string
  /** The chain of a valid token. Returns `undefined` if the token is unknown, retired, revoked or expired. */
  find(token: string): FoundChain | undefined
  /** Why `find` does not find a token. */
  whyUnusable(token: string): UnusableToken
  /** Returns a new token. `token` itself works until the end of the grace period. */
  rotate(token: string, rotation: Rotation): string
  /** The chain of a token, unless it was revoked. Also finds retired and expired tokens. */
  findOrigin(token: string): FoundChain | undefined
  isAlive(originJti: string): boolean
  /** Revokes a chain: all of its refresh tokens. This pool's userInfo then refuses its access tokens too. */
  revoke(originJti: string): void
  /** Revokes all chains, or all chains of one user. */
  revokeAll(sub?: string): void
  /** The chains of a user that are not expired. */
  chainsOf(sub: string): FoundChain[]
  /** Notes the time of a refresh. */
  touch(originJti: string): void
}

type RefreshState = Pick<PoolState, 'refreshChains' | 'refreshTokens'>

/**
 * Keeps refresh tokens as SHA-256 hashes.
 *
 * A replay of a retired token is refused and has no other effect: AWS documents only that the old token is invalid, not
 * that its chain is revoked. (UNCONFIRMED; with `readings.replayEndsFamily` a replay revokes the chain.)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function createRefreshTokens({ refreshChains, refreshTokens }: RefreshState, now: () => number): RefreshTokens {
  function add(originJti: string): string {
    const token = randomRefreshToken()
    refreshTokens.set(hashOf(token), { originJti, usableUntilMs: null })
    return token
  }

  const findOrigin = (token: string) => findChain({ refreshChains, refreshTokens }, token)

  function isUsable(token: string): boolean {
    const usableUntilMs = refreshTokens.get(hashOf(token))?.usableUntilMs ?? null
    return usableUntilMs === null || now() < usableUntilMs
  }

  return {
    begin(originJti, chain) {
      refreshChains.set(originJti, chain)
      return add(originJti)
    },
    find(token) {
      const origin = findOrigin(token)
      return origin !== undefined && isUsable(token) && now() < origin.chain.expiresAtMs ? origin : undefined
    },
    whyUnusable(token) {
      if (refreshTokens.get(hashOf(token)) === undefined) return 'unknown'
      const origin = findOrigin(token)
      if (origin === undefined) return 'revoked'
      return isUsable(token) ? 'expired' : 'replaced'
    },
    rotate(token, rotation) {
      const record = refreshTokens.get(hashOf(token))
      if (record === undefined) throw new Error('Only a refresh token that was found can be rotated')
      // A second use within the grace period does not extend the period. Whether Cognito then returns the same new
      // token or another one is UNCONFIRMED. Here it is another one.
      const usableUntilMs = record.usableUntilMs ?? now() + rotation.retryGracePeriodSeconds * 1000
      refreshTokens.set(hashOf(token), { ...record, usableUntilMs })
      return add(record.originJti)
    },
    findOrigin,
    isAlive: (originJti) => refreshChains.get(originJti) !== undefined,
    revoke: (originJti) => refreshChains.delete(originJti),
    revokeAll: (sub) => refreshChains.drop((chain) => sub === undefined || chain.sub === sub),
    chainsOf: (sub) =>
      [...refreshChains.entries()]
        .filter(([, chain]) => chain.sub === sub && now() < chain.expiresAtMs)
        .map(([originJti, chain]) => ({ originJti, chain })),
    touch(originJti) {
      const chain = refreshChains.get(originJti)
      if (chain !== undefined) refreshChains.set(originJti, { ...chain, refreshedAtMs: now() })
    },
  }
}

function findChain({ refreshChains, refreshTokens }: RefreshState, token: string): FoundChain | undefined {
  const originJti = refreshTokens.get(hashOf(token))?.originJti
  const chain = originJti === undefined ? undefined : refreshChains.get(originJti)
  return originJti !== undefined && chain !== undefined ? { originJti, chain } : undefined
}

/**
 * AWS's samples start with `eyJj`, like the header of an encrypted token (INFERRED). An encrypted token has five parts,
 * so a client that reads it as a signed token fails here as it does with Cognito.
 */
function randomRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
  const random = randomBytes(252)
  const parts = [random.subarray(0, 128), random.subarray(128, 140), random.subarray(140, 236), random.subarray(236)]
  return [header, ...parts.map((part) => part.toString('base64url'))].join('.')
}
