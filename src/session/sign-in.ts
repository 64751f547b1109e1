import { isPassingPlace, readCallback, type Callback } from './callback.ts'
import { answerCallback, type CallbackOutcome, type CheckedSignIn } from './exchange.ts'
import type { Current } from './current.ts'
import type { Parts } from './parts.ts'
import { randomHex } from './random.ts'
import { restore } from './restore.ts'
import { makeSessionUser } from './session-user.ts'
import { revokeRefreshToken } from './token-endpoint.ts'
import type { World } from './world.ts'

type StartAgain = Extract<CallbackOutcome, { kind: 'start-again' }>

/** What it takes to begin a sign-in. */
export interface Starter extends Pick<Parts, 'pending' | 'redirects' | 'canStore'> {
  readonly world: Pick<World, 'page' | 'language'>
  readonly current: Pick<Current, 'fail' | 'nobody'>
}

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
export async function beginSignIn(
  parts: Starter,
  { returnTo, provider, isLinkRetry = false }: Beginning,
): Promise<void> {
  const { world, pending, current, canStore } = parts
  if (!canStore) return current.fail({ kind: 'storage-blocked' }, returnTo)
  try {
    world.page.leaveFor(await pending.begin({ returnTo, provider, isLinkRetry, language: world.language() }))
  } catch (error) {
    // A full storage refuses the pending sign-in with a DOMException; anything else is a bug.
    if (!(error instanceof DOMException)) throw error
    current.fail({ kind: 'storage-blocked' }, returnTo)
  }
}

/** The same, for somebody who did not click: not without end. */
export async function beginAutomaticSignIn(parts: Starter, beginning: Beginning): Promise<void> {
  if (parts.world.page.isLeaving()) return
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
  if (isPassingPlace(url, config.redirectUri)) world.page.replacePath('/')
  return restore(parts, null).then(() => null)
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
      return outcome.mayRepeat ? { callback, atMonotonicMs: world.clock.monotonicMs() } : null
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
  const before = users.load()
  const nowMs = world.clock.wallMs()
  const id = randomHex(sessionIdBytes)
  const facts = { id, isMarked: marker.begin(id), signedInAtMs: nowMs, receivedAtMs: nowMs, generation: 0 }
  const user = makeSessionUser(answer, claims, idToken, config.scopes, facts)
  drafts.keepOnly(claims.sub)
  current.hold(user, null, returnTo)
  users.keep(user)
  if (before?.refresh_token !== undefined) void revokeRefreshToken(world, config, before.refresh_token)
}

/** An account has just been linked, and the same again will work; if not, the person should know why. */
async function startAgain(parts: Parts, { provider, returnTo }: StartAgain): Promise<void> {
  if (parts.redirects.allowOne()) await beginSignIn(parts, { provider, returnTo, isLinkRetry: true })
  else parts.current.fail({ kind: 'link-retry' }, returnTo)
}
