import type { Parts } from './parts.ts'
import { isNewer, type SessionUser } from './session-user.ts'

type Sources = Pick<Parts, 'config' | 'users' | 'current' | 'marker' | 'tabs'>

/** What a page has by itself. */
export interface OwnSources extends Pick<Parts, 'users' | 'marker'> {
  readonly current: Pick<Parts['current'], 'user'>
}

/**
 * The newest record of this browser's session: of what is stored, what this page remembers, and what the other tabs
 * tell. Null if nobody is signed in.
 *
 * @param of asks one other tab only
 */
export async function newestSession(sources: Sources, of?: string): Promise<SessionUser | null> {
  const { config, marker, current, tabs } = sources
  const own = ownSession(sources)
  // Where the storage is common to all, what is in it is what the others have.
  if (config.storage === 'browser' && own !== null) return own
  const told = await tabs.ask(own, (record) => isOurs(sources, record) && (own === null || isNewer(record, own)), of)
  const best = told ?? own
  // Meanwhile the person may have signed out, or this tab may have learnt more.
  if (best === null || !marker.allows(best)) return null
  return current.user !== null && isNewer(current.user, best) ? current.user : best
}

/** What this tab knows by itself. */
export function ownSession({ users, current, marker }: OwnSources): SessionUser | null {
  const stored = users.load()
  const held = current.user
  const known = [stored, held].filter((user) => user !== null).filter((user) => marker.allows(user))
  return known.reduce<SessionUser | null>((best, user) => (isNewer(user, best) ? user : best), null)
}

/** What another tab tells is checked as what is stored: for this app client, and of the session that counts. */
function isOurs({ config, marker }: Sources, told: SessionUser): boolean {
  return told.profile.iss === config.issuer && told.profile.aud === config.clientId && marker.allows(told)
}
