import { asRecord, isText } from '../encoding/json.ts'
import type { CognitoConfig } from './cognito-config.ts'

/** What the app stores with a pending sign-in, in the `data` of oidc-client-ts's `SigninState`. */
export interface SignInContext {
  /** A path of this app, with query and hash. */
  readonly returnTo: string
  /** As named in the pool, e.g. `Google`; absent for the hosted UI's own page. */
  readonly provider?: string
  /** The `max_age` that was sent, in seconds. */
  readonly maxAge?: number
  /** True if this sign-in was started because the one before ended in `link-retry`. */
  readonly isLinkRetry: boolean
  /** The `state` that a caller of `signinRedirect` wants back in `user.state`. */
  readonly callerState?: unknown
}

/** The parts of a stored `SigninState` that the code exchange needs. */
export interface PendingSignIn {
  readonly state: string
  readonly codeVerifier: string
  readonly nonce: string
  readonly redirectUri: string
  /** Untrusted, like everything that is stored: pass `returnTo` through safeReturnTo. */
  readonly context: SignInContext
}

/** The library's name for a sign-in by redirect; it also knows popups and iframes, which this app does not use. */
export const redirectRequest = 'si:r'

/** The key prefix that oidc-client-ts uses in storage. */
export const storagePrefix = 'oidc.'

/**
 * Reads a stored `SigninState` of oidc-client-ts. Code that can write the storage could have changed it, so every
 * member is checked again.
 *
 * @returns null if it belongs to another app client, or a member is missing or of another type.
 */
export function readSigninState(
  value: unknown,
  { issuer, clientId }: Pick<CognitoConfig, 'issuer' | 'clientId'>,
): PendingSignIn | null {
  const { id, request_type, authority, client_id, code_verifier, nonce, redirect_uri, data } = asRecord(value)
  if (request_type !== redirectRequest || authority !== issuer || client_id !== clientId) return null
  if (!isText(id) || !isText(nonce) || !isText(code_verifier) || !isText(redirect_uri)) return null
  return { state: id, codeVerifier: code_verifier, nonce, redirectUri: redirect_uri, context: readContext(data) }
}

function readContext(data: unknown): SignInContext {
  const { returnTo, provider, maxAge, isLinkRetry, callerState } = asRecord(data)
  return {
    returnTo: isText(returnTo) ? returnTo : '/',
    ...(isText(provider) ? { provider } : {}),
    ...(typeof maxAge === 'number' ? { maxAge } : {}),
    isLinkRetry: isLinkRetry === true,
    ...(callerState === undefined ? {} : { callerState }),
  }
}
