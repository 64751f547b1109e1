import {
  OidcClient,
  type CreateSigninRequestArgs,
  type SigninRequest,
  type SigninResponse,
  type SigninState,
  type UseRefreshTokenArgs,
  type UserManagerSettings,
} from 'oidc-client-ts'
import type { Platform } from '../../browser/platform.ts'
import { AuthError } from '../auth-error.ts'
import type { SentRequest } from '../http/http.ts'
import { watchedPace, withRetries } from '../http/retry.ts'
import { classifyAuthorizeError, isTransient, type Problem } from '../problem.ts'
import type { PoolKeys } from '../tokens/pool-keys.ts'
import {
  checkExchangedTokens,
  checkRefreshedTokens,
  type CheckedIdToken,
  type ReceivedTokens,
} from '../tokens/token-checks.ts'
import { requestTokens, revokeRefreshToken } from '../tokens/token-request.ts'
import type { TokenResponse } from '../tokens/token-response.ts'
import {
  isFromIssuer,
  isState,
  readAuthorizationResponse,
  type AuthorizationResponse,
} from './authorization-response.ts'
import { CallbackError } from './callback-error.ts'
import { CheckedResponse } from './checked-response.ts'
import type { CognitoConfig } from './cognito-config.ts'
import type { EarlySignIn } from './early-sign-in.ts'
import type { LastSignIn } from './last-sign-in.ts'
import { safeReturnTo } from './return-to.ts'
import { readSigninState, type PendingSignIn } from './signin-state.ts'

export interface CognitoSigninRequestArgs extends CreateSigninRequestArgs {
  /** The pool's sign-up page instead of its sign-in page. */
  readonly page?: 'sign-up'
}

export interface ClientDependencies {
  readonly config: CognitoConfig
  readonly platform: Platform
  readonly keys: PoolKeys
  readonly lastSignIn: LastSignIn
  readonly early: EarlySignIn | null
  /** Called before each wait for the next attempt of a code exchange. */
  readonly onExchangeDelay: (problem: Problem) => void
}

/** An authorization response that belongs to a sign-in of this tab. */
interface MatchedResponse {
  readonly answer: Exclude<AuthorizationResponse, { kind: 'malformed' }>
  readonly pending: PendingSignIn
  readonly state: SigninState
  readonly response: SigninResponse
}

/**
 * oidc-client-ts's protocol client with what Cognito needs and the library lacks: a strict reading of the callback, a
 * bounded transport with retries, and the checks of the ID token's claims and signature, all before `UserManager` sees
 * a token. The authorize request, PKCE, the state and its storage are the library's. Expected failures are thrown as
 * AuthError.
 */
export class CognitoClient extends OidcClient {
  readonly #config: CognitoConfig
  readonly #platform: Platform
  readonly #keys: PoolKeys
  readonly #lastSignIn: LastSignIn
  readonly #onExchangeDelay: ClientDependencies['onExchangeDelay']
  readonly #earlyCallback: EarlySignIn['callback']
  #earlyExchange: EarlySignIn['exchange']

  constructor(settings: UserManagerSettings, dependencies: ClientDependencies) {
    super(settings)
    const { config, platform, keys, lastSignIn, early, onExchangeDelay } = dependencies
    this.#config = config
    this.#platform = platform
    this.#keys = keys
    this.#lastSignIn = lastSignIn
    this.#onExchangeDelay = onExchangeDelay
    this.#earlyCallback = early?.callback ?? null
    this.#earlyExchange = early?.exchange ?? null
  }

  /**
   * Makes the authorize request, or the same one for the pool's sign-up page.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
   */
  override async createSigninRequest({ page, ...args }: CognitoSigninRequestArgs): Promise<SigninRequest> {
    const request = await super.createSigninRequest(args)
    if (page !== 'sign-up') return request
    return Object.assign(request, { url: request.url.replace('/oauth2/authorize?', '/signup?') })
  }

  /**
   * Reads the authorization response in a URL, and the pending sign-in that its state names.
   *
   * @throws CallbackError `state-mismatch` or `no-pending-sign-in`, to be ignored: this tab did not start it
   * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.7
   */
  override async readSigninResponseState(url: string, removeState = false) {
    const { state, response } = await this.#match(url)
    if (removeState) await this.#forget(state.id)
    return { state, response }
  }

  /**
   * Exchanges the code of a callback for tokens and checks them. The token endpoint is called only if the state matches
   * a sign-in that this tab has started. After a transient failure the pending sign-in is kept, so that the same
   * callback can be processed again while its code lives; otherwise it is removed.
   *
   * @throws CallbackError with any problem of the authorize or token endpoint, or of the token checks
   * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.5 (PKCE)
   */
  override async processSigninResponse(
    url: string,
    _extraHeaders?: unknown,
    removeState = true,
  ): Promise<CheckedResponse> {
    const matched = await this.#match(url)
    const { answer, pending } = matched
    const returnTo = this.#returnTo(pending)
    const forget = () => (removeState ? this.#forget(pending.state) : undefined)
    if (!isFromIssuer(answer, this.#config)) {
      await forget()
      throw new CallbackError({ kind: 'state-mismatch' }, { kind: 'fail' }, returnTo)
    }
    if (answer.kind === 'code') return this.#exchange(matched, answer.code, returnTo, forget)
    await forget()
    throw refusal(classifyAuthorizeError(answer.error, answer.description), pending, returnTo)
  }

  /**
   * Exchanges a refresh token for new tokens and checks them: one attempt. Revokes what it received if a check fails.
   *
   * @throws AuthError with any problem of requestTokens or checkRefreshedTokens
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  override async useRefreshToken({ state }: UseRefreshTokenArgs): Promise<CheckedResponse> {
    this.#keys.prefetch()
    const grant = { grant: 'refresh_token', refreshToken: state.refresh_token } as const
    const { result, retryAfterMs } = await requestTokens(this.#platform, this.#config, grant)
    if (!result.ok) throw new AuthError(result.problem, retryAfterMs)
    const tokens = { ...result.value, refresh_token: result.value.refresh_token ?? state.refresh_token }
    const before = { id_token: state.id_token ?? '', profile: state.profile }
    const checked = await checkRefreshedTokens(this.#platform, this.#keys, this.#config, before, tokens)
    if (!checked.ok) {
      await this.tryRevoke(tokens.refresh_token)
      throw new AuthError(checked.problem)
    }
    const received = this.#receive(tokens, checked.value, state.scope ?? this.#config.scopes)
    return new CheckedResponse(received, '/', { callerState: state.data })
  }

  /**
   * Revokes a refresh token at Cognito, and with it the access tokens issued for it.
   *
   * @throws AuthError `network` if Cognito cannot be reached
   * @throws TypeError for an access token, which Cognito does not revoke by itself
   */
  override async revokeToken(token: string, type?: 'access_token' | 'refresh_token'): Promise<void> {
    if (type === 'access_token') throw new TypeError('Cognito revokes refresh tokens only.')
    if (!(await this.tryRevoke(token))) throw new AuthError({ kind: 'network' })
  }

  /** Revokes a refresh token, if there is one; returns false if Cognito cannot be reached. Waits at most 2 s. */
  async tryRevoke(refreshToken: string | null | undefined): Promise<boolean> {
    return !refreshToken || revokeRefreshToken(this.#platform, this.#config, refreshToken)
  }

  async #match(url: string): Promise<MatchedResponse> {
    const early = this.#earlyCallback?.url === url ? this.#earlyCallback.response : null
    const answer = early ?? readAuthorizationResponse(new URL(url), this.#config.redirectUri)
    if (answer === null || answer.kind === 'malformed') throw await this.#unsolicited(answer?.states ?? [])
    // A record that cannot be read, because it was changed, is no pending sign-in.
    const found = await super.readSigninResponseState(url, false).catch(() => null)
    const pending = found === null ? null : readSigninState(found.state, this.#config)
    if (found === null || pending === null) {
      const unsolicited = await this.#unsolicited([answer.state])
      if (answer.kind !== 'code' || !(await this.#lastSignIn.isFollowedBy(answer.state, answer.code))) throw unsolicited
      throw new CallbackError(unsolicited.problem, { kind: 'signed-in-again' })
    }
    return { ...found, answer, pending }
  }

  async #unsolicited(states: readonly string[]): Promise<CallbackError> {
    const keys = await this.settings.stateStore.getAllKeys()
    const hasPending = keys.some(isState)
    for (const state of states) await this.#forget(state)
    return new CallbackError({ kind: hasPending ? 'state-mismatch' : 'no-pending-sign-in' }, { kind: 'ignore' })
  }

  async #exchange(
    { pending }: MatchedResponse,
    code: string,
    returnTo: string,
    forget: () => Promise<unknown> | undefined,
  ): Promise<CheckedResponse> {
    // Beside the token request, so that the keys are there when the tokens arrive.
    this.#keys.prefetch()
    const { redirectUri, codeVerifier, state } = pending
    const grant = { grant: 'authorization_code', code, redirectUri, codeVerifier } as const
    const received = await withRetries(
      this.#platform,
      () => requestTokens(this.#platform, this.#config, grant, this.#takeEarlyRequest(state)),
      this.#onExchangeDelay,
      watchedPace,
    )
    if (!received.ok && isRepeatable(received.problem)) {
      throw new CallbackError(received.problem, { kind: 'repeat' }, returnTo)
    }
    await forget()
    if (!received.ok) throw new CallbackError(received.problem, { kind: 'fail' }, returnTo)
    const expected = { ...this.#config, nonce: pending.nonce }
    const checked = await checkExchangedTokens(this.#platform, this.#keys, expected, received.value)
    if (checked.ok) {
      await this.#lastSignIn.remember(state, code)
      const tokens = this.#receive(received.value, checked.value, this.#config.scopes)
      return new CheckedResponse(tokens, returnTo, pending.context)
    }
    // Tokens that were issued by mistake must not stay valid.
    await this.tryRevoke(received.value.refresh_token)
    throw new CallbackError(checked.problem, { kind: 'fail' }, returnTo)
  }

  /** The early request has one response, for one state. */
  #takeEarlyRequest(state: string): SentRequest | null {
    const early = this.#earlyExchange
    this.#earlyExchange = null
    return early?.state === state ? early.tokenRequest : null
  }

  #receive(
    { access_token, refresh_token, expires_in }: TokenResponse,
    { id_token, profile }: CheckedIdToken,
    scope: string,
  ): ReceivedTokens {
    return {
      id_token,
      access_token,
      ...(refresh_token === null ? {} : { refresh_token }),
      scope,
      // Without the claims that only the protocol needs, such as the nonce.
      profile: this._claimsService.filterProtocolClaims(profile),
      receivedAtMs: this.#platform.clock.wallMs(),
      // JSON has no infinity: the record could not be read back.
      lifetimeMs: Math.min(expires_in * 1000, Number.MAX_VALUE),
    }
  }

  #returnTo({ context }: PendingSignIn): string {
    return safeReturnTo(context.returnTo, this.#platform.page.home, this.#config.redirectUri)
  }

  #forget(state: string): Promise<string | null> {
    return this.settings.stateStore.remove(state)
  }
}

function refusal(problem: Problem, { context }: PendingSignIn, returnTo: string): CallbackError {
  const startsAgain = problem.kind === 'link-retry' && !context.isLinkRetry
  const followUp = startsAgain
    ? ({ kind: 'start-again', provider: context.provider } as const)
    : { kind: 'fail' as const }
  return new CallbackError(problem, followUp, returnTo)
}

/** A code whose response could not be read has been used, unlike a refresh token. */
function isRepeatable(problem: Problem): boolean {
  return isTransient(problem) && problem.kind !== 'unreadable'
}
