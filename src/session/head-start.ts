import { isFromIssuer, isPassingPlace, readCallback, type Callback } from './callback.ts'
import { formRequest, jsonRequest } from './http.ts'
import { Marker, readMark } from './marker.ts'
import { ownSession } from './newest.ts'
import type { SessionConfig } from './parts.ts'
import { PendingSignIns } from './pending.ts'
import { readPerson } from './person.ts'
import { keySetUrl } from './pool-keys.ts'
import { AutomaticRedirects } from './redirects.ts'
import { beginAutomaticSignIn, beginSignIn, type Starter } from './sign-in.ts'
import type { Person } from './state.ts'
import { isUserStored, StoredUser } from './stored-user.ts'
import { tokenCall } from './token-endpoint.ts'
import { isAlive } from './token-life.ts'
import type { NearWorld, World } from './world.ts'

/** What the page is opened for. */
interface Visit {
  readonly url: URL
  /** True where a person is needed who is signed in. */
  readonly isGuarded: boolean
  /** True for the page that anybody may see and that stands in the HTML already. */
  readonly isLanding: boolean
  /** True after Back or Forward: then nobody is sent away by itself. A page may come back that was on its way. */
  readonly cameBack: () => boolean
}

/** What has begun before the app was there, for the app to go on with. */
export interface HeadStart {
  /** The address the page was opened at: the one in the bar may have been cleaned. */
  readonly url: URL
  /** True if nobody can be signed in, so that the landing page may be shown as it stands in the HTML. */
  readonly showsLanding: boolean
  /**
   * Whoever may be shown right now, by the rules of the session's own restore: where it would have to renew, or to ask
   * other tabs, and at a callback, that is null. Judged anew with each call, since another tab may sign out meanwhile.
   */
  readonly person: () => Person | null
  readonly isLeaving: () => boolean
  /** Computes ahead what a sign-in needs, so that it leaves within the click. */
  readonly prepare: () => void
  /** Begins a sign-in for somebody who clicked. `onFailure` is for the app, which says why: nobody has left. */
  readonly signIn: (returnTo: string, provider: string | undefined, onFailure: () => void) => void
  /** The answer to a request that is under way already; null if it is not. Gives each but once. */
  readonly take: (url: string, init: RequestInit) => Promise<Response> | null
}

/**
 * Does what cannot wait for the app to be fetched: cleans the address of a callback and sends its code to the token
 * endpoint, asks for the pool's keys beside it, or sends a visitor whom nobody knows to sign in. It judges no answer: the
 * session finds the very same requests begun, and goes on as if it had begun them. Draws nothing, but says what may be.
 */
export function takeHeadStart(config: SessionConfig, world: NearWorld, visit: Visit): HeadStart {
  const underWay = new Map<string, { answer: Promise<Response>; abort: AbortController }>()
  const start = (url: string, init: RequestInit) => {
    const abort = new AbortController()
    const answer = world.fetch(url, { ...init, signal: abort.signal })
    // Whoever takes it will see the failure; if nobody does, nobody needs to.
    answer.catch(() => {})
    underWay.set(nameOf(url, init), { answer, abort })
  }
  let isLeaving = false
  const pending = new PendingSignIns(world, config, world.storage.tab)
  const isNobody = knowsNobody(config, world)
  const callback = readCallback(visit.url, config.redirectUri)
  const isCallback = callback !== null
  const isPassing = isCallback || isPassingPlace(visit.url, config.redirectUri)
  if (isCallback) {
    world.page.replacePath(new URL(config.redirectUri).pathname)
    startExchange(config, callback, pending, start)
  }
  if (!isCallback && visit.isGuarded && isNobody && !visit.cameBack()) {
    isLeaving = true
    const starter = createStarter(config, world, pending, () => (isLeaving = false))
    // A path of this very page. What comes back with the callback is judged once more, by the session.
    void beginAutomaticSignIn(starter, { returnTo: pathOf(visit.url) })
  }
  return {
    url: visit.url,
    showsLanding: visit.isLanding && !isCallback && isNobody,
    person: () => (isPassing ? null : personHere(config, world)),
    isLeaving: () => isLeaving && !visit.cameBack(),
    prepare: () => void pending.prepare(),
    signIn: (returnTo, provider, onFailure) =>
      void beginSignIn(createStarter(config, world, pending, onFailure), { returnTo, provider }),
    take(url, init) {
      const found = underWay.get(nameOf(url, init))
      if (found === undefined) return null
      underWay.delete(nameOf(url, init))
      init.signal?.addEventListener('abort', () => found.abort.abort())
      return found.answer
    },
  }
}

/** The world of a session that goes on with what has begun; null where nothing has, as on the dev server. */
export function withHeadStart(world: World, headStart: HeadStart | null): World {
  if (headStart === null) return world
  return {
    ...world,
    fetch: (url, init) => headStart.take(url, init) ?? world.fetch(url, init),
    page: { ...world.page, isLeaving: headStart.isLeaving },
  }
}

/** Does nothing with a callback that nobody here asked for. */
function startExchange(
  config: SessionConfig,
  callback: Callback,
  pendings: PendingSignIns,
  start: (url: string, init: RequestInit) => void,
): void {
  const pending = callback.kind === 'code' ? pendings.read(callback.state) : null
  if (callback.kind !== 'code' || pending === null || !isFromIssuer(callback, config.issuer)) return
  const call = tokenCall(config, { grant_type: 'authorization_code', code: callback.code, pending })
  start(call.url, formRequest(call.form))
  start(keySetUrl(config), jsonRequest())
}

/** Where a sign-in cannot begin, the app will say why. */
function createStarter(
  config: SessionConfig,
  world: NearWorld,
  pending: PendingSignIns,
  onFailure: () => void,
): Starter {
  const { tab } = world.storage
  return {
    world,
    pending,
    redirects: new AutomaticRedirects(tab, world.clock),
    canStore: tab !== null && world.storage[config.storage] !== null,
    current: { fail: onFailure, nobody: onFailure },
  }
}

/** True if no record is stored here, and the marker says that no other tab has one either. */
function knowsNobody(config: SessionConfig, { storage }: NearWorld): boolean {
  const saysNobody = readMark(config.clientId, storage.browser).is === 'nobody'
  return saysNobody && !isUserStored(config, storage[config.storage])
}

function personHere(config: SessionConfig, { storage, clock }: NearWorld): Person | null {
  const own = ownSession({
    users: new StoredUser(config, storage[config.storage]),
    marker: new Marker(config.clientId, storage.browser),
    current: { user: null },
  })
  return own !== null && isAlive(own, clock) ? readPerson(own.profile) : null
}

function nameOf(url: string, { body }: RequestInit): string {
  return body instanceof URLSearchParams ? `${url} ${body.toString()}` : url
}

function pathOf({ pathname, search, hash }: URL): string {
  return pathname + search + hash
}
