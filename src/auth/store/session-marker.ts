import { trySetItem } from '../../browser/try-set-item.ts'
import { isNewer, type UserRecord } from './user-record.ts'

type Mark =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'active'; readonly id: string }
  | { readonly kind: 'ended'; readonly id: string; readonly generation: number }

const markShape = /^([0-9a-f]{32})(?: ended (\d{1,15}))?$/

/**
 * Names the browser's current session in the storage that all tabs share: the session's random id, without tokens or
 * user data. A tab that was frozen, cached or closed for days reads there whether its own session still counts, even if
 * it has missed every message.
 */
export class SessionMarker {
  readonly #key: string
  readonly #storage: Storage | null

  constructor(clientId: string, storage: Storage | null) {
    this.#key = `toyseven.marker.${clientId}`
    this.#storage = storage
  }

  /** `unknown` where the browser refuses the storage, or it holds something else. */
  read(): Mark {
    if (this.#storage === null) return { kind: 'unknown' }
    const text = this.#storage.getItem(this.#key)
    if (text === null) return { kind: 'none' }
    const [, id, generation] = markShape.exec(text) ?? []
    if (id === undefined) return { kind: 'unknown' }
    return generation === undefined ? { kind: 'active', id } : { kind: 'ended', id, generation: Number(generation) }
  }

  /** True unless the marker says that this session has ended, or that another one has replaced it. */
  allows({ session }: UserRecord): boolean {
    const mark = this.read()
    if (!session.isMarked || mark.kind === 'unknown') return true
    if (mark.kind === 'none' || mark.id !== session.id) return false
    return mark.kind === 'active' || session.generation > mark.generation
  }

  /** The newest of the records whose session the marker allows; null if there is none. */
  newestAllowed(records: readonly (UserRecord | null)[]): UserRecord | null {
    const allowed = records.filter((user) => user !== null).filter((user) => this.allows(user))
    return allowed.reduce<UserRecord | null>((best, user) => (isNewer(user, best) ? user : best), null)
  }

  /**
   * Makes this session the browser's current one.
   *
   * @returns false if the browser would not store it; then at least the previous session has ended
   */
  begin(id: string): boolean {
    const isStored = this.#write(id)
    if (!isStored) this.clear()
    return isStored
  }

  /** Undoes the end that another tab has noted, if that tab had an older record than this one. */
  reactivate({ session }: UserRecord): boolean {
    const mark = this.read()
    return mark.kind === 'ended' && mark.id === session.id && this.#write(session.id)
  }

  /** Notes that Cognito has refused the refresh token of this generation. A tab with a later one may go on. */
  end({ session }: UserRecord): void {
    const mark = this.read()
    if (session.isMarked && mark.kind === 'active' && mark.id === session.id) {
      this.#write(`${session.id} ended ${session.generation}`)
    }
  }

  clear(): void {
    this.#storage?.removeItem(this.#key)
  }

  #write(text: string): boolean {
    return trySetItem(this.#storage, this.#key, text)
  }
}
