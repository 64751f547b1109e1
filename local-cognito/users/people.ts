import type { GoogleAccount, Person, PoolConfig } from '../config/config.ts'
import type { StateKeeper } from '../state/state-keeper.ts'

/** A link to a third party, as the ID token shows it: everything is text but `issuer`. */
type Identity = {
  readonly userId: string
  readonly providerName: string
  readonly providerType: string
  readonly issuer: null
  readonly primary: 'true'
  readonly dateCreated: string
}

/** Somebody whom the pool can make tokens for. */
export type PoolUser = {
  readonly sub: string
  /** Cognito's user name: the `sub` itself for people with an e-mail address, `google_<id>` for those from Google. */
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly groups: readonly string[]
  readonly identities: readonly Identity[]
}

/** Who is in the pool. */
export type People = {
  /** Finds somebody by `sub`: local people, and those from Google who were here before. */
  find(sub: string): PoolUser | undefined
  /** Finds a local person by e-mail address in any case, without looking at the password. */
  findByEmail(email: string): Person | undefined
  findGoogleAccount(email: string): GoogleAccount | undefined
  /** Lets a Google account in; the first time this makes a user of the pool. */
  admit(account: GoogleAccount): PoolUser
}

/**
 * Knows the pool's people. A local person and one from Google with the same address are two users, as in a pool
 * without linking.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function createPeople(config: PoolConfig, keeper: StateKeeper, now: () => number): People {
  const localBySub = new Map(config.people.map((person) => [person.sub, person]))
  const localByEmail = new Map(config.people.map((person) => [person.email.toLowerCase(), person]))
  const googleBySub = new Map(config.googleAccounts.map((account) => [account.sub, account]))

  function find(sub: string): PoolUser | undefined {
    const person = localBySub.get(sub)
    if (person !== undefined) return localUser(person)
    const account = googleBySub.get(sub)
    const here = keeper.state.federatedPeople[sub]
    return account && here ? googleUser(account, here.createdAtMs) : undefined
  }

  return {
    find,
    findByEmail: (email) => localByEmail.get(email.toLowerCase()),
    findGoogleAccount: (email) => config.googleAccounts.find((account) => account.email === email),
    admit(account) {
      const known = keeper.state.federatedPeople[account.sub]
      const createdAtMs = known?.createdAtMs ?? now()
      keeper.change((state) => (state.federatedPeople[account.sub] = { createdAtMs }))
      return googleUser(account, createdAtMs)
    },
  }
}

function localUser(person: Person): PoolUser {
  const { sub, email, emailVerified, name, groups } = person
  return { sub, username: sub, email, emailVerified, name, groups, identities: [] }
}

function googleUser(account: GoogleAccount, createdAtMs: number): PoolUser {
  const { sub, email, emailVerified, name, googleSub } = account
  const identity: Identity = {
    userId: googleSub,
    providerName: 'Google',
    providerType: 'Google',
    issuer: null,
    primary: 'true',
    dateCreated: String(createdAtMs),
  }
  // Lower case, as in a case-insensitive pool, which is what the console makes. Some pools also put such people in a
  // group `<pool id>_Google`; since not all do, this one does not.
  return { sub, username: `google_${googleSub}`, email, emailVerified, name, groups: [], identities: [identity] }
}
