import { localClientId } from '../../local-cognito/defaults.ts'
import type { PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { createLocalPool, type LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { TestBrowser, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { open, type Visit } from '../support/visits.ts'
import { ModelNetwork } from './network.ts'

/** One browser with its tabs, one pool, and the events that can happen to them. */
export class MultiTabFixture {
  readonly clock: TestClock
  readonly pool: LocalPool
  readonly network: ModelNetwork
  readonly browser: TestBrowser
  readonly visits: Visit[] = []
  readonly bugs: unknown[] = []
  readonly #storage: 'tab' | 'browser'

  constructor(pool: LocalPool, clock: TestClock, storage: 'tab' | 'browser') {
    this.pool = pool
    this.clock = clock
    this.#storage = storage
    this.network = new ModelNetwork(pool, clock)
    this.browser = new TestBrowser({ clock, fetch: (url, init) => this.network.fetch(url, init) })
  }

  static async create(keys: PoolKeys, storage: 'tab' | 'browser'): Promise<MultiTabFixture> {
    // No step holds a response back, so the clock waits long for each response. The machine may be busy.
    const clock = new TestClock(undefined, 10_000)
    const pool = await createLocalPool({ keys, now: () => clock.trueMs() })
    const fixture = new MultiTabFixture(pool, clock, storage)
    fixture.setGrace(0)
    return fixture
  }

  visitAt(index: number): Visit | undefined {
    return this.visits[index % Math.max(1, this.visits.length)]
  }

  openTab(opener?: TestTab): void {
    const tab = opener === undefined ? this.browser.openTab() : this.browser.duplicate(opener)
    for (const visit of this.visits) visit.tab.hide()
    this.visits.push(this.#open(tab, '/account'))
  }

  reload(visit: Visit, path = '/account'): void {
    this.visits[this.visits.indexOf(visit)] = this.#open(visit.tab, path)
  }

  close(visit: Visit): void {
    visit.tab.close()
    this.visits.splice(this.visits.indexOf(visit), 1)
  }

  /** Replaces the user who is signed in, if any. */
  async signIn(visit: Visit, email: string): Promise<void> {
    if (!this.browser.isOnline || visit.tab.isFrozen) return
    const { tab } = visit
    const departureCount = tab.departures.length
    await visit.session.signIn({ returnTo: '/account' })
    const url = tab.departures[departureCount]
    if (url === undefined) return
    const callback = await createVisitor(this.pool).signIn(url, email)
    this.reload(visit, callback.slice(appOrigin.length))
  }

  signOut(visit: Visit): void {
    this.network.tokenModel.revokeAll()
    this.watch(visit.session.signOut())
  }

  setGrace(seconds: number | null): void {
    const feature = seconds === null ? 'DISABLED' : 'ENABLED'
    this.pool.setRotation(localClientId, { feature, retryGracePeriodSeconds: seconds ?? 0 })
    this.network.tokenModel.graceMs = (seconds ?? 0) * 1000
  }

  /** Does not wait for the work. If it throws, `checkRules` reports the error at the end of the step. */
  watch(work: Promise<unknown>): void {
    work.catch((bug: unknown) => this.bugs.push(bug))
  }

  #open(tab: TestTab, path: string): Visit {
    const { started, ...visit } = open(tab, path, { ...localConfig, storage: this.#storage })
    this.watch(started)
    return visit
  }
}
