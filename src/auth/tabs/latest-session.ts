import { isIssuerOf } from '../tokens/pool-issuer.ts'
import type { SessionConfig } from '../store/session-config.ts'
import type { SessionContext } from '../store/session-context.ts'
import { isNewer, type UserRecord } from '../store/user-record.ts'
import type { TabChannel } from './tab-channel.ts'

type Sources = Pick<SessionContext, 'config' | 'store'> & { readonly channel: TabChannel }

/**
 * The latest record of the browser's session: from the storage, this page's memory, or another tab. Null if no user is
 * signed in.
 *
 * @param from asks one other tab only
 */
export async function latestSession({ config, store, channel }: Sources, from?: string): Promise<UserRecord | null> {
  const own = store.newestOwn()
  // All tabs share this storage, so its record is theirs.
  if (config.storage === 'browser' && own !== null) return own
  const accept = (user: UserRecord) => isForThisApp(config, user) && store.marker.allows(user) && isNewer(user, own)
  const latest = (await channel.request(own, accept, from)) ?? own
  // Meanwhile the user may have signed out, or this tab may have received newer tokens.
  if (latest === null || !store.marker.allows(latest)) return null
  return store.user !== null && isNewer(store.user, latest) ? store.user : latest
}

function isForThisApp(config: SessionConfig, { profile }: UserRecord): boolean {
  return isIssuerOf(config, profile.iss) && profile.aud === config.clientId
}
