import type { GoogleAccount, Person } from '../config/people-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolState, UserChange } from '../state/tables.ts'
import type { Identity, PoolUser } from './user.ts'

type SignedUp = Pick<Person, 'sub' | 'email' | 'name'> & { readonly createdAtMs: number }

/** The source of a user, without later changes. */
type Origin =
  | { readonly kind: 'configured'; readonly person: Person }
  | { readonly kind: 'signed-up'; readonly person: SignedUp }
  | { readonly kind: 'google'; readonly account: GoogleAccount; readonly createdAtMs: number }

type LocalOrigin = Exclude<Origin, { kind: 'google' }>

/** All users of the pool, as they are now. */
export type Directory = {
  find(sub: string): PoolUser | undefined
  findByEmail(email: string): PoolUser | undefined
  /** Finds a user by user name, `sub` or e-mail address. */
  findByUsername(username: string): PoolUser | undefined
  /** When the user was created. A configured user is created when the pool starts. */
  createdAtMs(sub: string): number
  /** The password of a configured user. */
  configuredPassword(sub: string): string | undefined
  all(): PoolUser[]
  addSignUp(person: SignedUp): void
  /** Makes a user findable by the current address and no longer by the previous one. */
  moveEmail(user: PoolUser, email: string): void
  remove(user: PoolUser): void
  /** Reads the users again, after a change of the state. */
  reload(): void
  /** Adds a user, or an identity of a local user. */
  addGoogle(account: GoogleAccount, createdAtMs: number, linkedSub: string | null): void
}

type People = Pick<PoolConfig, 'people'>
export type FindGoogleAccount = (googleSub: string) => GoogleAccount | undefined

/** The tables that contain users. */
export type DirectoryState = Pick<PoolState, 'signUps' | 'federated' | 'userChanges'>

/** Reads the users from the configuration and the state. Does not write to the state. */
export function openDirectory(
  config: People,
  state: DirectoryState,
  googleAccount: FindGoogleAccount,
  startedAtMs: number,
): Directory {
  const bySub = new Map<string, Origin>()
  const byEmail = new Map<string, string>()
  const identities = new Map<string, Identity[]>()

  function find(sub: string): PoolUser | undefined {
    const origin = bySub.get(sub)
    return origin && asUser(origin, identities.get(sub) ?? [], state.userChanges.get(sub) ?? {})
  }

  function addLocal(origin: LocalOrigin): void {
    const { sub, email } = origin.person
    const change = state.userChanges.get(sub)
    if (change?.isDeleted === true) return
    bySub.set(sub, origin)
    byEmail.set((change?.email ?? email).toLowerCase(), sub)
  }

  function addGoogle(account: GoogleAccount, createdAtMs: number, linkedSub: string | null): void {
    const sub = linkedSub ?? account.sub
    if (linkedSub === null) bySub.set(sub, { kind: 'google', account, createdAtMs })
    identities.set(sub, [...(identities.get(sub) ?? []), googleIdentity(account, createdAtMs)])
  }

  function remove({ sub, email }: PoolUser): void {
    if (byEmail.get(email.toLowerCase()) === sub) byEmail.delete(email.toLowerCase())
    bySub.delete(sub)
    identities.delete(sub)
  }

  function reload(): void {
    for (const index of [bySub, byEmail, identities]) index.clear()
    for (const origin of localOrigins(config, state)) addLocal(origin)
    for (const [googleSub, { createdAtMs, linkedSub }] of state.federated.entries()) {
      const account = googleAccount(googleSub)
      if (account !== undefined) addGoogle(account, createdAtMs, linkedSub)
    }
  }

  reload()

  return {
    find,
    findByEmail: (email) => find(byEmail.get(email.toLowerCase()) ?? ''),
    findByUsername: (username) =>
      find(username) ?? find(findGoogleSub(bySub, username)) ?? find(byEmail.get(username.toLowerCase()) ?? ''),
    createdAtMs: (sub) => createdAtMsOf(bySub.get(sub)) ?? startedAtMs,
    configuredPassword: (sub) => passwordOf(bySub.get(sub)),
    all: () => [...bySub.keys()].map(find).filter((user) => user !== undefined),
    addSignUp: (person) => addLocal({ kind: 'signed-up', person }),
    moveEmail({ sub, email: previous }, email) {
      if (byEmail.get(previous.toLowerCase()) === sub) byEmail.delete(previous.toLowerCase())
      byEmail.set(email.toLowerCase(), sub)
    },
    remove,
    reload,
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

/** The pool's own user name of a user from Google contains Google's id, which no other user name does. */
function findGoogleSub(bySub: ReadonlyMap<string, Origin>, username: string): string {
  const googleSub = /^google_(\d+)$/i.exec(username)?.[1]
  if (googleSub === undefined) return ''
  const found = [...bySub].find(([, origin]) => origin.kind === 'google' && origin.account.googleSub === googleSub)
  return found?.[0] ?? ''
}

function createdAtMsOf(origin: Origin | undefined): number | undefined {
  if (origin?.kind === 'google') return origin.createdAtMs
  return origin?.kind === 'signed-up' ? origin.person.createdAtMs : undefined
}

function passwordOf(origin: Origin | undefined): string | undefined {
  return origin?.kind === 'configured' ? origin.person.password : undefined
}

function asUser(origin: Origin, identities: readonly Identity[], change: UserChange): PoolUser {
  const { passwordHash: _hash, srp: _srp, modifiedAtMs: _modified, isDeleted: _deleted, ...changed } = change
  return { ...baseUser(origin), identities, ...changed }
}

function baseUser(origin: Origin): Omit<PoolUser, 'identities'> {
  const defaults = { groups: [], attributes: {}, emailVerified: false, isEnabled: true } as const
  if (origin.kind === 'configured') {
    const { password: _password, ...person } = origin.person
    return { ...person, username: person.sub }
  }
  if (origin.kind === 'signed-up') {
    const { createdAtMs: _created, ...person } = origin.person
    return { ...defaults, ...person, username: person.sub, status: 'UNCONFIRMED' }
  }
  const { sub, googleSub, email, name, emailVerified, attributes } = origin.account
  // Lower case, as in the case-insensitive pools that the console makes. Some pools also put these users in a group
  // `<pool id>_Google`. Not all pools do, so this one does not.
  const username = `google_${googleSub}`
  return { ...defaults, sub, username, email, name, emailVerified, attributes, status: 'EXTERNAL_PROVIDER' }
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
