import { randomBytes } from 'node:crypto'
import type { AppClient, Rotation } from '../config/config.ts'
import { hashOf } from '../state/secret.ts'
import type { RefreshChain } from '../state/state.ts'
import type { StateKeeper } from '../state/state-keeper.ts'

/** Refresh tokens, and the sign-ins that they descend from. */
export type RefreshTokens = {
  /** Begins a chain with a sign-in; returns its first token. */
  begin(originJti: string, client: AppClient, sub: string, scopes: readonly string[], authenticatedAtMs: number): string
  /** The chain of a token that works now; `undefined` for one that is unknown, retired, revoked or too old. */
  find(token: string): { originJti: string; chain: RefreshChain } | undefined
  /** Retires `token`, at the end of the grace period, and returns the one that takes its place. */
  rotate(token: string, rotation: Rotation): string
  /** The chain that a token of any age belongs to, unless it was revoked. */
  findOrigin(token: string): { originJti: string; chain: RefreshChain } | undefined
  isAlive(originJti: string): boolean
  /** Ends a chain: its refresh tokens, and for this pool its access tokens too. */
  revoke(originJti: string): void
}

/**
 * Keeps refresh tokens as SHA-256 hashes.
 *
 * A replay of a retired token is refused and ends nothing else: AWS documents only that the old token is invalid,
 * not that its family dies. (UNCONFIRMED.)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function createRefreshTokens(keeper: StateKeeper, now: () => number): RefreshTokens {
  function add(originJti: string): string {
    const token = randomRefreshToken()
    keeper.change((state) => (state.refreshTokens[hashOf(token)] = { originJti, usableUntilMs: null }))
    return token
  }

  function findOrigin(token: string): { originJti: string; chain: RefreshChain } | undefined {
    const originJti = keeper.state.refreshTokens[hashOf(token)]?.originJti
    const chain = originJti === undefined ? undefined : keeper.state.refreshChains[originJti]
    return originJti !== undefined && chain !== undefined ? { originJti, chain } : undefined
  }

  function isUsable(token: string): boolean {
    const usableUntilMs = keeper.state.refreshTokens[hashOf(token)]?.usableUntilMs ?? null
    return usableUntilMs === null || now() < usableUntilMs
  }

  return {
    begin(originJti, client, sub, scopes, authenticatedAtMs) {
      const expiresAtMs = now() + client.refreshTokenSeconds * 1000
      const chain = { clientId: client.id, sub, scopes: [...scopes], authenticatedAtMs, expiresAtMs }
      keeper.change((state) => (state.refreshChains[originJti] = chain))
      return add(originJti)
    },
    find(token) {
      const origin = findOrigin(token)
      return origin !== undefined && isUsable(token) && now() < origin.chain.expiresAtMs ? origin : undefined
    },
    rotate(token, rotation) {
      const record = keeper.state.refreshTokens[hashOf(token)]
      if (record === undefined) throw new Error('Only a refresh token that was found can be rotated')
      // A second use within the grace period does not make it longer. What Cognito answers to one, the same new token
      // or another, is UNCONFIRMED; here it is another.
      const usableUntilMs = record.usableUntilMs ?? now() + rotation.retryGracePeriodSeconds * 1000
      keeper.change(() => (record.usableUntilMs = usableUntilMs))
      return add(record.originJti)
    },
    findOrigin,
    isAlive: (originJti) => keeper.state.refreshChains[originJti] !== undefined,
    revoke: (originJti) => keeper.change((state) => delete state.refreshChains[originJti]),
  }
}

/**
 * AWS's samples start with `eyJj`, which fits the header of an encrypted token (INFERRED): five parts, so that whoever
 * tries to read it as a signed token fails here as there.
 */
function randomRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
  return [header, ...[128, 12, 96, 16].map((bytes) => randomBytes(bytes).toString('base64url'))].join('.')
}
