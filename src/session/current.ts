import type { User } from 'oidc-client-ts'
import type { Problem } from './problem.ts'
import type { Renewed } from './renewal.ts'
import { safeReturnTo } from './return-to.ts'
import { watch, type SignedIn, type SessionState } from './state.ts'
import type { CognitoUserManager } from './user-manager.ts'
import { readPerson } from './user.ts'
import type { World } from './world.ts'

interface Held {
  readonly user: User
  readonly endsAtMonotonicMs: number
}

/** Who is signed in on this page right now: the state that others see, and the tokens behind it. */
export class Current {
  readonly state = watch<SessionState>({ status: 'restoring', from: 'storage' })
  readonly #world: World
  readonly #users: CognitoUserManager
  #held: Held | null = null

  constructor(world: World, users: CognitoUserManager) {
    this.#world = world
    this.#users = users
  }

  /** Null if nobody is signed in. */
  get user(): User | null {
    return this.#held?.user ?? null
  }

  /** By the token's own life from its receipt, so that a device clock that jumps changes nothing. */
  timeLeftMs(): number {
    if (this.#held === null) return 0
    return Math.max(0, this.#held.endsAtMonotonicMs - this.#world.clock.monotonicMs())
  }

  hold({ user, lifetimeMs }: Renewed, arrival: string | null): void {
    const { clock } = this.#world
    this.#held = { user, endsAtMonotonicMs: clock.monotonicMs() + lifetimeMs }
    this.state.set({
      status: 'signed-in',
      person: readPerson(user.profile),
      scopes: user.scopes,
      expiresAtMs: clock.wallMs() + lifetimeMs,
      renewal: 'idle',
      arrival,
    })
  }

  /** Changes what is shown of somebody who is signed in; does nothing for anybody else. */
  amend(change: Partial<Pick<SignedIn, 'renewal' | 'arrival'>>): void {
    const now = this.state.get()
    if (now.status === 'signed-in') this.state.set({ ...now, ...change })
  }

  nobody(): void {
    this.#held = null
    this.state.set({ status: 'signed-out', after: 'nothing', poolWasTold: true })
  }

  fail(problem: Problem, returnTo: string): void {
    this.state.set({ status: 'failed', problem, returnTo })
  }

  /** Signed out, here or in another tab: the page first, then the storage. */
  async forget(): Promise<void> {
    if (this.#held === null) return
    this.#held = null
    this.state.set({ status: 'signed-out', after: 'sign-out', poolWasTold: true })
    await this.#users.removeUser()
  }

  /** The session is over: nothing of it stays, and the page says why. */
  async end(problem: Problem): Promise<void> {
    const { page } = this.#world
    this.#held = null
    await this.#users.removeUser()
    this.fail(problem, safeReturnTo(page.currentPath(), page.origin))
  }
}
