import { isRedirectUri, readCallback, type Callback } from './callback.ts'
import { answerCallback } from './exchange.ts'
import type { Parts } from './parts.ts'
import { isPassing } from './problem.ts'

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

/** Goes back to whoever is stored. An access token that has run out is renewed before anybody looks. */
export async function restore({ world, users, current, renew }: Parts, arrival: string | null): Promise<void> {
  const user = await users.getUser()
  if (user?.expires_at === undefined) return current.nobody()
  const lifetimeMs = Math.max(0, user.expires_at * 1000 - world.clock.wallMs())
  if (lifetimeMs > 0) return current.hold({ user, lifetimeMs }, arrival)
  const renewed = await renew()
  if (renewed.ok) return current.hold(renewed.value, arrival)
  if (!isPassing(renewed.problem)) return current.end(renewed.problem)
  current.hold({ user, lifetimeMs }, arrival)
  current.amend({ renewal: 'waiting' })
}

/** Answers a callback once more while its code lives; after that, signs in again. */
export function retrySignIn(parts: Parts, failed: FailedCallback | null): Promise<FailedCallback | null> {
  const { current, world } = parts
  const now = current.state.get()
  const isAlive = failed !== null && world.clock.monotonicMs() - failed.atMonotonicMs <= codeLifeMs
  if (isAlive) return finishSignIn(parts, failed.callback)
  return beginSignIn(parts, { returnTo: now.status === 'failed' ? now.returnTo : '/' }).then(() => null)
}

async function finishSignIn(parts: Parts, callback: Callback): Promise<FailedCallback | null> {
  const { current, users, world } = parts
  current.state.set({ status: 'restoring', from: 'callback' })
  const outcome = await answerCallback(parts, callback)
  switch (outcome.kind) {
    case 'signed-in':
      await users.keep(outcome.user)
      current.hold(outcome, outcome.returnTo)
      return null
    case 'start-again':
      await beginSignIn(parts, { ...outcome, isLinkRetry: true })
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
