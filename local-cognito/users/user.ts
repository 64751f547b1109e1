/** A link to an identity provider, as the ID token shows it. All values are text, except `issuer`. */
export type Identity = {
  readonly userId: string
  readonly providerName: string
  readonly providerType: string
  readonly issuer: null
  readonly primary: 'true'
  readonly dateCreated: string
}

type UserStatus = 'CONFIRMED' | 'UNCONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER'

/** A user of the pool. */
export type PoolUser = {
  readonly sub: string
  /** Cognito's user name: the `sub` for users who sign in with a password, `google_<id>` for users from Google. */
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly groups: readonly string[]
  /**
   * The attributes other than `sub`, `email`, `email_verified` and `name`. The names of custom attributes include the
   * prefix `custom:`.
   */
  readonly attributes: Readonly<Record<string, string>>
  readonly identities: readonly Identity[]
  readonly status: UserStatus
  readonly isEnabled: boolean
}
