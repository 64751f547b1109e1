import type { CognitoConfig } from '../oidc/cognito-config.ts'

export interface SessionConfig extends CognitoConfig {
  /** `tab`: shared by the open tabs, gone with the last one; `browser`: survives closing the browser. */
  readonly storage: 'tab' | 'browser'
  /**
   * How long after a sign-in the app client's refresh tokens expire, rotated ones included; null if not known. Cognito
   * does not say so in the token response.
   */
  readonly sessionLifeMs: number | null
  /** After this long without a key press, click or touch in any tab, the user is signed out; null for never. */
  readonly idleSignOutMs: number | null
}
