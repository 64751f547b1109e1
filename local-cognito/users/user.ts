/** A link to a third party, as the ID token shows it: everything is text but `issuer`. */
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
  /** Cognito's user name: the `sub` itself for people with an e-mail address, `google_<id>` for those from Google. */
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly groups: readonly string[]
  /** Custom attributes, `custom:` included. */
  readonly attributes: Readonly<Record<string, string>>
  readonly identities: readonly Identity[]
  readonly status: UserStatus
  readonly isEnabled: boolean
}
