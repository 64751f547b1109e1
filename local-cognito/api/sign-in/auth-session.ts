import type { ExpiringStore } from '../../state/expiring-store.ts'

/** A sign-in that waits for the response to a challenge. */
export type AuthSession = {
  readonly challenge: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA'
  readonly clientId: string
  readonly sub: string
}

export type AuthSessions = ExpiringStore<AuthSession>

/** Cognito's `AuthSessionValidity`: 3 minutes, the default. */
export const authSessionSeconds = 180
