import { isRedirectUri, readCallback, type Callback } from './callback.ts'
import { endsSession } from './access.ts'
import { adopt } from './adopt.ts'
import { answerCallback, type CallbackOutcome, type CheckedSignIn } from './exchange.ts'
import { endSession } from './leave.ts'
import { newestSession, ownSession } from './newest.ts'
import type { Parts } from './parts.ts'
import { isPassing, type Problem } from './problem.ts'
import { randomHex } from './random.ts'
import { safeReturnTo } from './return-to.ts'
import { makeSessionUser, type SessionUser } from './session-user.ts'
import { revokeRefreshToken } from './token-endpoint.ts'
import { lifeOf } from './token-life.ts'

type StartAgain = Extract<CallbackOutcome, { kind: 'start-again' }>

interface Beginning {
  readonly returnTo: string
  readonly provider?: string | undefined
  readonly isLinkRetry?: boolean
}

/** A callback that failed in a way that may pass, and when. */
export interface FailedCallback {
  readonly callback: Callback
  readonly atMonotonicMs: number
}

const sessionIdBytes = 16
/** As long as Cognito keeps a code. */
const codeLifeMs = 5 * 60_000

/** Leaves for the hosted UI; without storage, where the answer could never be matched, says so instead. */
export async function beginSignIn(parts: Parts, { returnTo, provider, isLinkRetry = false }: Beginning): Promise<void> {
  const { world, users, current, canStore } = parts
  if (!canStore) return current.fail({ kind: 'storage-blocked' }, returnTo)
  try {
    world.page.leaveFor(await users.beginSignIn({ returnTo, provider, isLinkRetry, language: world.language() }))
  } catch (error) {
    // A full storage refuses the pending sign-in with a DOMException; anything else is a bug.
    if (!(error instanceof DOMException)) throw error
    current.fail({ kind: 'storage-blocked' }, returnTo)
  }
}

/** The same, for somebody who did not click: not without end. */
export async function beginAutomaticSignIn(parts: Parts, beginning: Beginning): Promise<void> {
  if (parts.redirects.allowOne()) await beginSignIn(parts, beginning)
  else parts.current.nobody('redirects')
}

/**
 * Takes the address that the page was opened at. The address bar is clean when this returns its promise.
 *
 * @returns the callback, if it failed in a way that may pass
 */
export function takeAddress(parts: Parts, url: URL): Promise<FailedCallback | null> {
  const { config, world } = parts
  const callback = readCallback(url, config.redirectUri)
  if (callback !== null) {
    world.page.replacePath(new URL(config.redirectUri).pathname)
    return finishSignIn(parts, callback)
  }
  // The redirect URI without an answer is no place to stay, unless it is the home page itself.
  if (isRedirectUri(url, config.redirectUri) && url.pathname !== '/') world.page.replacePath('/')
  return restore(parts, null).then(() => null)
}

/**
 * Goes back to whoever is signed in in this browser: here before a reload, or in another tab. An access token that has
 * run out is renewed before anybody looks.
 *
 * @param arrival where to go then, if not to where the page is
 */
export async function restore(parts: Parts, arrival: string | null): Promise<void> {
  const { world, users, current, marker, drafts } = parts
  current.state.set({ status: 'restoring', from: 'storage', arrival })
  const stored = await users.load()
  if (stored !== null && !marker.allows(stored)) {
    // It ended, or made way for another, while this tab was put away.
    drafts.keepOnly(null)
    await users.drop(stored)
  }
  const own = await ownSession(parts)
  if (own === null) return restoreFromOthers(parts)
  if (lifeOf(own, world.clock).leftMs() > 0) return current.hold(own, null)
  const renewed = await parts.renewal.renew(own)
  if (!renewed.ok) await judgeRestored(parts, own, renewed.problem)
}

/** A passing failure keeps the session; it may be on show already, waiting. */
async function judgeRestored(parts: Parts, own: SessionUser, problem: Problem): Promise<void> {
  const { current, marker, world } = parts
  const now = current.state.get()
  if (now.status !== 'restoring' && current.user !== own) return
  // Another tab has signed out meanwhile, or somebody else has signed in.
  if (!marker.allows(own)) await restore(parts, null)
  else if (endsSession(problem)) await endSession(parts, own, problem)
  else if (isPassing(problem)) current.showDelay(own)
  else current.fail(problem, safeReturnTo(world.page.currentPath(), world.page.origin))
}

async function restoreFromOthers(parts: Parts): Promise<void> {
  const { current, marker } = parts
  const { is } = marker.read()
  const newest = is === 'live' || is === 'unknown' ? await newestSession(parts) : null
  if (newest === null) return current.nobody()
  await adopt(parts, newest)
}

/** Answers a callback once more while its code lives; after that, signs in again. */
export function retrySignIn(parts: Parts, failed: FailedCallback | null): Promise<FailedCallback | null> {
  const { current, world } = parts
  const now = current.state.get()
  const isAlive = failed !== null && world.clock.monotonicMs() - failed.atMonotonicMs <= codeLifeMs
  if (isAlive) return finishSignIn(parts, failed.callback)
  return beginSignIn(parts, { returnTo: now.status === 'failed' ? now.returnTo : '/' }).then(() => null)
}

/** The person waits no longer. What still comes is not wanted. */
export function cancelCallback({ current }: Parts): void {
  if (isAnswering(current)) current.fail({ kind: 'cancelled' }, '/')
}

function isAnswering({ state }: Parts['current']): boolean {
  const now = state.get()
  return now.status === 'restoring' && now.from === 'callback'
}

async function finishSignIn(parts: Parts, callback: Callback): Promise<FailedCallback | null> {
  const { current, world } = parts
  current.state.set({ status: 'restoring', from: 'callback', arrival: null })
  const outcome = await answerCallback(parts, callback)
  if (!isAnswering(current)) return discard(parts, outcome)
  switch (outcome.kind) {
    case 'signed-in':
      await establish(parts, outcome.signIn, outcome.returnTo)
      return null
    case 'start-again':
      await startAgain(parts, outcome)
      return null
    case 'not-pending':
      // A reload, a bookmark or a forged link: whoever is signed in stays so, and sees nothing of it.
      await restore(parts, '/')
      if (current.user === null && current.state.get().status === 'signed-out') current.fail(outcome.problem, '/')
      return null
    case 'failed':
      current.fail(outcome.problem, outcome.returnTo)
      return isPassing(outcome.problem) ? { callback, atMonotonicMs: world.clock.monotonicMs() } : null
  }
}

async function discard({ world, config }: Parts, outcome: CallbackOutcome): Promise<null> {
  const refreshToken = outcome.kind === 'signed-in' ? outcome.signIn.answer.refreshToken : null
  if (refreshToken !== null) await revokeRefreshToken(world, config, refreshToken)
  return null
}

/** From here on this is the session of the whole browser. */
async function establish(parts: Parts, { answer, claims, idToken }: CheckedSignIn, returnTo: string): Promise<void> {
  const { world, config, users, current, marker, drafts } = parts
  const before = await users.load()
  const nowMs = world.clock.wallMs()
  const id = randomHex(sessionIdBytes)
  const facts = { id, isMarked: marker.begin(id), signedInAtMs: nowMs, receivedAtMs: nowMs, generation: 0 }
  const user = makeSessionUser(answer, claims, idToken, config.scopes, facts)
  drafts.keepOnly(claims.sub)
  current.hold(user, null, returnTo)
  await users.keep(user)
  if (before?.refresh_token !== undefined) void revokeRefreshToken(world, config, before.refresh_token)
}

/** An account has just been linked, and the same again will work; if not, the person should know why. */
async function startAgain(parts: Parts, { provider, returnTo }: StartAgain): Promise<void> {
  if (parts.redirects.allowOne()) await beginSignIn(parts, { provider, returnTo, isLinkRetry: true })
  else parts.current.fail({ kind: 'link-retry' }, returnTo)
}
