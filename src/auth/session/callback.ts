import type { User } from 'oidc-client-ts'
import { AuthError } from '../auth-error.ts'
import { CallbackError } from '../oidc/callback-error.ts'
import type { RedirectLimit } from '../store/redirect-limit.ts'
import type { SessionContext } from '../store/session-context.ts'

export interface CallbackDependencies extends SessionContext {
  readonly redirectLimit: RedirectLimit
  /** Restores the stored session. */
  readonly restore: (arrival: string | null) => Promise<void>
}

interface Exchange {
  /** Exchanges the code and stores the tokens, or throws an AuthError. */
  readonly exchange: () => Promise<User>
  readonly startAgain: (args: { returnTo: string; provider: string | undefined }) => Promise<unknown>
}

/** A callback that can be processed again. */
interface FailedCallback {
  readonly url: string
  readonly atMonotonicMs: number
}

/** As long as Cognito keeps a code. */
const codeLifeMs = 5 * 60_000

/** What the page shows of a callback, from the exchange of its code to the problem page. */
export class Callback {
  readonly #deps: CallbackDependencies
  #failed: FailedCallback | null = null

  constructor(deps: CallbackDependencies) {
    this.#deps = deps
  }

  /** The failed callback whose code may still be unused; null if there is none. Returns it once. */
  takeRepeatable(): string | null {
    const failed = this.#failed
    this.#failed = null
    if (failed === null) return null
    const ageMs = this.#deps.platform.clock.monotonicMs() - failed.atMonotonicMs
    return ageMs <= codeLifeMs ? failed.url : null
  }

  /** Shows the exchange of a callback's code, and what follows if it fails. Passes its AuthError on. */
  async process(url: string, { exchange, startAgain }: Exchange): Promise<User> {
    const { store } = this.#deps
    store.showRestoring('callback', null)
    try {
      return await exchange()
    } catch (error) {
      if (error instanceof AuthError && this.isAwaited()) await this.#recover(error, url, startAgain)
      throw error
    }
  }

  /** False once the person has cancelled. Tokens that arrive after that are revoked. */
  isAwaited(): boolean {
    const { state } = this.#deps.store
    return state.status === 'restoring' && state.from === 'callback'
  }

  /** Stops waiting for the code exchange. */
  cancel(): void {
    if (this.isAwaited()) this.#deps.store.fail({ kind: 'cancelled' }, '/')
  }

  async #recover(error: AuthError, url: string, startAgain: Exchange['startAgain']): Promise<void> {
    const { platform, store, redirectLimit, restore } = this.#deps
    if (!(error instanceof CallbackError)) return store.fail(error.problem, '/')
    const { problem, returnTo, followUp } = error
    switch (followUp.kind) {
      case 'ignore':
      case 'signed-in-again':
        // After a reload, a bookmark or a forged link, a signed-in user stays so, and sees nothing of it.
        await restore('/')
        if (store.user === null && store.state.status === 'signed-out') return store.fail(problem, '/')
        return store.update({ isSignedInAgain: followUp.kind === 'signed-in-again' })
      case 'start-again':
        if (redirectLimit.allowOne()) await startAgain({ returnTo, provider: followUp.provider })
        else store.fail(problem, returnTo)
        return
      case 'repeat':
        this.#failed = { url, atMonotonicMs: platform.clock.monotonicMs() }
        return store.fail(problem, returnTo)
      case 'fail':
        return store.fail(problem, returnTo)
    }
  }
}
