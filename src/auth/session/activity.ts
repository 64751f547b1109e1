import type { BootPlatform } from '../../browser/platform.ts'
import { trySetItem } from '../../browser/try-set-item.ts'

const longestWarningMs = 60_000

/**
 * When the user has last used the app, in any of its tabs. Kept in the storage that all tabs share, so that a tab that was
 * closed or asleep reads there how long ago that was. A refresh of the tokens is no use of the app.
 */
export class Activity {
  readonly #key: string
  /** The time after which a user counts as idle. */
  readonly idleMs: number
  readonly #platform: Pick<BootPlatform, 'clock' | 'storage'>
  #lastMs: number | null = null

  constructor(clientId: string, idleMs: number, platform: Pick<BootPlatform, 'clock' | 'storage'>) {
    this.#key = `toyseven.activity.${clientId}`
    this.idleMs = idleMs
    this.#platform = platform
  }

  note(): void {
    this.#lastMs = this.#platform.clock.wallMs()
    trySetItem(this.#platform.storage.browser, this.#key, String(this.#lastMs))
  }

  /** True if a use is noted. It is not where the storage was cleared, or was refused. */
  isKnown(): boolean {
    return !Number.isNaN(this.#readLastMs())
  }

  /** Milliseconds until the user counts as idle; 0 or less if they do. The whole time if no use is noted. */
  leftMs(): number {
    const { clock } = this.#platform
    const lastMs = this.#readLastMs()
    // If the clock was set back, the last use lies in the future.
    const idleMs = Math.max(0, clock.wallMs() - lastMs)
    return this.idleMs - (Number.isNaN(idleMs) ? 0 : idleMs)
  }

  /** For how long before the end the page warns; less where the whole time is short. */
  warningMs(): number {
    return Math.min(longestWarningMs, this.idleMs / 2)
  }

  /**
   * @param by the tab that signs the user out. Another tab's sign-out during the warning is one of an idle user, even if
   * this tab's timer is late: a click on a button would have been noted as a use.
   */
  isIdle(by: 'this-tab' | 'another-tab' = 'this-tab'): boolean {
    return this.leftMs() <= (by === 'this-tab' ? 0 : this.warningMs())
  }

  #readLastMs(): number {
    return Number(this.#platform.storage.browser?.getItem(this.#key) ?? this.#lastMs ?? NaN)
  }
}
