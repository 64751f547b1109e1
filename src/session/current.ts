import type { Problem } from './problem.ts'
import { readPerson } from './person.ts'
import { safeReturnTo } from './return-to.ts'
import type { SessionUser } from './session-user.ts'
import { watch, type SessionState, type SignedIn, type SignedOut } from './state.ts'
import { lifeOf, type TokenLife } from './token-life.ts'
import type { World } from './world.ts'

interface Held {
  readonly user: SessionUser
  readonly life: TokenLife
}

/** Who is signed in on this page right now: the state that others see, and the tokens behind it. Stores nothing. */
export class Current {
  readonly state = watch<SessionState>({ status: 'restoring', from: 'storage', arrival: null })
  readonly #world: Pick<World, 'clock' | 'page'>
  readonly #sessionLifeMs: number | null
  #held: Held | null = null
  #departures = 0

  /** @param sessionLifeMs of the refresh token that comes with a sign-in; null if not known */
  constructor(world: Pick<World, 'clock' | 'page'>, sessionLifeMs: number | null) {
    this.#world = world
    this.#sessionLifeMs = sessionLifeMs
  }

  /** Null if nobody is signed in. */
  get user(): SessionUser | null {
    return this.#held?.user ?? null
  }

  /** That of the access token; null if nobody is signed in. */
  get life(): TokenLife | null {
    return this.#held?.life ?? null
  }

  /** How often somebody has stopped being signed in here: what was begun for them before is then of no use. */
  get departures(): number {
    return this.#departures
  }

  /**
   * Shows who is signed in, and remembers their tokens.
   *
   * @param renewedBy whose request brought the tokens, if it was a renewal
   * @param arrival where the person wanted to go, if not to where the page is
   */
  hold(user: SessionUser, renewedBy: 'this-tab' | 'another-tab' | null, arrival = arrivalOf(this.state.get())): void {
    const { clock } = this.#world
    const { receivedAtMs, lifetimeMs, signedInAtMs } = user.session
    this.#held = { user, life: lifeOf(user, clock) }
    this.state.set({
      status: 'signed-in',
      person: readPerson(user.profile),
      scopes: user.scope?.split(' ') ?? [],
      expiresAtMs: receivedAtMs + lifetimeMs,
      renewal: 'idle',
      renewed: renewedBy === null ? null : { by: renewedBy, atMs: clock.wallMs() },
      sessionEndsAtMs: this.#sessionLifeMs === null ? null : signedInAtMs + this.#sessionLifeMs,
      arrival,
    })
  }

  /** Changes what is shown of somebody who is signed in; does nothing for anybody else. */
  amend(change: Partial<Pick<SignedIn, 'renewal' | 'arrival'>>): void {
    const now = this.state.get()
    if (now.status === 'signed-in') this.state.set({ ...now, ...change })
  }

  /** A renewal fails, for now: to be seen only once the access token has really run out. */
  showDelay(user: SessionUser): void {
    const { status } = this.state.get()
    if (status === 'restoring') this.hold(user, null)
    if (this.#held !== null) this.amend({ renewal: this.#held.life.leftMs() > 0 ? 'idle' : 'waiting' })
  }

  /** Nothing of the person is shown until it is known whether they still are the one who is signed in. */
  hide(): void {
    this.state.set({ status: 'restoring', from: 'storage', arrival: null })
  }

  nobody(after: SignedOut['after'] = 'nothing', poolWasTold = true): void {
    if (this.#held !== null) this.#departures += 1
    this.#held = null
    this.state.set({ status: 'signed-out', after, poolWasTold })
  }

  fail(problem: Problem, returnTo: string): void {
    this.state.set({ status: 'failed', problem, returnTo })
  }

  /** The session is over, and the page says why. */
  end(problem: Problem): void {
    const { page } = this.#world
    if (this.#held !== null) this.#departures += 1
    this.#held = null
    this.fail(problem, safeReturnTo(page.currentPath(), page.origin))
  }
}

function arrivalOf(state: SessionState): string | null {
  switch (state.status) {
    case 'restoring':
    case 'signed-in':
      return state.arrival
    case 'failed':
      return state.returnTo
    case 'signed-out':
      return null
  }
}
