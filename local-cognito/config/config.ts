/** Whether each refresh hands out a new refresh token, and how long the one before it still works. */
export type Rotation = {
  readonly feature: 'ENABLED' | 'DISABLED'
  /** Cognito takes 0 to 60. */
  readonly retryGracePeriodSeconds: number
}

export type AppClient = {
  readonly id: string
  readonly name: string
  /** Only a confidential client has one. A browser app's client must have none. */
  readonly secret?: string
  readonly callbackUrls: readonly string[]
  readonly signOutUrls: readonly string[]
  readonly scopes: readonly string[]
  readonly grants: readonly 'code'[]
  /** `COGNITO` for the password form, else the provider's name exactly as configured, e.g. `Google`. */
  readonly providers: readonly string[]
  readonly accessTokenSeconds: number
  readonly idTokenSeconds: number
  readonly refreshTokenSeconds: number
  readonly rotation: Rotation
}

/** Somebody who signs in with e-mail and password. */
export type Person = {
  readonly sub: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly password: string
  readonly groups: readonly string[]
}

/** Somebody known to the stand-in for Google. The pool learns of them at their first sign-in. */
export type GoogleAccount = {
  /** Google's own id, a string of digits. */
  readonly googleSub: string
  /** The `sub` that the pool gives them. Cognito picks a random one; here it is fixed so that tests can rely on it. */
  readonly sub: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
}

export type PoolConfig = {
  /** Scheme, host and port of the pool's pages, without a slash at the end. */
  readonly origin: string
  readonly poolId: string
  readonly poolName: string
  readonly clients: readonly AppClient[]
  readonly people: readonly Person[]
  readonly googleAccounts: readonly GoogleAccount[]
}
