import type { GoogleAccount, Person } from '../config/people-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolState, UserChange } from '../state/tables.ts'
import type { Identity, PoolUser } from './user.ts'

type SignedUp = Pick<Person, 'sub' | 'email' | 'name'>

/** The source of a user, without later changes. */
type Origin =
  | { readonly kind: 'configured'; readonly person: Person }
  | { readonly kind: 'signed-up'; readonly person: SignedUp }
  | { readonly kind: 'google'; readonly account: GoogleAccount }

type LocalOrigin = Exclude<Origin, { kind: 'google' }>

/** All users of the pool, as they are now. */
export type Directory = {
  find(sub: string): PoolUser | undefined
  findByEmail(email: string): PoolUser | undefined
  /** The password of a configured user. */
  configuredPassword(sub: string): string | undefined
  all(): PoolUser[]
  addSignUp(person: SignedUp): void
  /** Adds a user, or an identity of a local user. */
  addGoogle(account: GoogleAccount, createdAtMs: number, linkedSub: string | null): void
}

type People = Pick<PoolConfig, 'people'>
export type FindGoogleAccount = (googleSub: string) => GoogleAccount | undefined

/** The tables that contain users. */
export type DirectoryState = Pick<PoolState, 'signUps' | 'federated' | 'userChanges'>

/** Reads the users from the configuration and the state. Does not write to the state. */
export function openDirectory(config: People, state: DirectoryState, googleAccount: FindGoogleAccount): Directory {
  const bySub = new Map<string, Origin>()
  const byEmail = new Map<string, string>()
  const identities = new Map<string, Identity[]>()

  function find(sub: string): PoolUser | undefined {
    const origin = bySub.get(sub)
    return origin && asUser(origin, identities.get(sub) ?? [], state.userChanges.get(sub) ?? {})
  }

  function addLocal(origin: LocalOrigin): void {
    bySub.set(origin.person.sub, origin)
    byEmail.set(origin.person.email.toLowerCase(), origin.person.sub)
  }

  function addGoogle(account: GoogleAccount, createdAtMs: number, linkedSub: string | null): void {
    const sub = linkedSub ?? account.sub
    if (linkedSub === null) bySub.set(sub, { kind: 'google', account })
    identities.set(sub, [...(identities.get(sub) ?? []), googleIdentity(account, createdAtMs)])
  }

  for (const origin of localOrigins(config, state)) addLocal(origin)
  for (const [googleSub, { createdAtMs, linkedSub }] of state.federated.entries()) {
    const account = googleAccount(googleSub)
    if (account !== undefined) addGoogle(account, createdAtMs, linkedSub)
  }

  return {
    find,
    findByEmail: (email) => find(byEmail.get(email.toLowerCase()) ?? ''),
    configuredPassword: (sub) => passwordOf(bySub.get(sub)),
    all: () => [...bySub.keys()].map(find).filter((user) => user !== undefined),
    addSignUp: (person) => addLocal({ kind: 'signed-up', person }),
    addGoogle,
  }
}

/** Configured users come last, so that `findByEmail` prefers them to a sign-up with the same address. */
function localOrigins({ people }: People, { signUps }: Pick<DirectoryState, 'signUps'>) {
  const signedUp = [...signUps.entries()].map(([sub, person]): LocalOrigin => ({
    kind: 'signed-up',
    person: { sub, ...person },
  }))
  return [...signedUp, ...people.map((person): LocalOrigin => ({ kind: 'configured', person }))]
}

function passwordOf(origin: Origin | undefined): string | undefined {
  return origin?.kind === 'configured' ? origin.person.password : undefined
}

function asUser(origin: Origin, identities: readonly Identity[], change: UserChange): PoolUser {
  const { passwordHash: _hash, ...changed } = change
  return { ...baseUser(origin), identities, ...changed }
}

function baseUser(origin: Origin): Omit<PoolUser, 'identities'> {
  const defaults = { groups: [], attributes: {}, emailVerified: false, isEnabled: true } as const
  if (origin.kind === 'configured') {
    const { password: _password, ...person } = origin.person
    return { ...person, username: person.sub }
  }
  if (origin.kind === 'signed-up') {
    return { ...defaults, ...origin.person, username: origin.person.sub, status: 'UNCONFIRMED' }
  }
  const { sub, googleSub, email, name, emailVerified } = origin.account
  // Lower case, as in the case-insensitive pools that the console makes. Some pools also put these users in a group
  // `<pool id>_Google`. Not all pools do, so this one does not.
  const username = `google_${googleSub}`
  return { ...defaults, sub, username, email, name, emailVerified, status: 'EXTERNAL_PROVIDER' }
}

function googleIdentity(account: GoogleAccount, createdAtMs: number): Identity {
  return {
    userId: account.googleSub,
    providerName: 'Google',
    providerType: 'Google',
    issuer: null,
    primary: 'true',
    dateCreated: String(createdAtMs),
  }
}
