import type { SessionUser } from './session-user.ts'

type Mark =
  | { readonly is: 'unknown' }
  | { readonly is: 'nobody' }
  | { readonly is: 'live'; readonly id: string }
  | { readonly is: 'ended'; readonly id: string; readonly generation: number }

const markShape = /^([0-9a-f]{32})(?: ended (\d{1,15}))?$/

/** What the marker says: see Marker. Unknown where the browser refuses that storage, or it holds something else. */
export function readMark(clientId: string, storage: Storage | null): Mark {
  if (storage === null) return { is: 'unknown' }
  const text = storage.getItem(keyOf(clientId))
  if (text === null) return { is: 'nobody' }
  const [, id, generation] = markShape.exec(text) ?? []
  if (id === undefined) return { is: 'unknown' }
  return generation === undefined ? { is: 'live', id } : { is: 'ended', id, generation: Number(generation) }
}

function keyOf(clientId: string): string {
  return `toyseven.marker.${clientId}`
}

/**
 * Says to every tab which session is this browser's own, in the storage that all have in common: the session's random
 * id, no token and no person. A tab that was frozen, cached or put away for days finds there at once whether what it
 * remembers still counts, where a message could have been missed.
 */
export class Marker {
  readonly #clientId: string
  readonly #storage: Storage | null

  constructor(clientId: string, storage: Storage | null) {
    this.#clientId = clientId
    this.#storage = storage
  }

  read(): Mark {
    return readMark(this.#clientId, this.#storage)
  }

  /** True unless the marker says that this session has ended, or that another has taken its place. */
  allows({ session }: SessionUser): boolean {
    const mark = this.read()
    if (!session.isMarked || mark.is === 'unknown') return true
    if (mark.is === 'nobody' || mark.id !== session.id) return false
    return mark.is === 'live' || session.generation > mark.generation
  }

  /**
   * This session takes the place of any other.
   *
   * @returns false if the browser would not keep that; then at least the one before has ended
   */
  begin(id: string): boolean {
    const isKept = this.#write(id)
    if (!isKept) this.clear()
    return isKept
  }

  /** A tab that was refused has ended this session, with an older record than this one. It goes on. */
  reclaim({ session }: SessionUser): boolean {
    const mark = this.read()
    return mark.is === 'ended' && mark.id === session.id && this.#write(session.id)
  }

  /** Cognito has refused the refresh token of this generation. A tab that has a later one may know better. */
  end({ session }: SessionUser): void {
    const mark = this.read()
    if (session.isMarked && mark.is === 'live' && mark.id === session.id) {
      this.#write(`${session.id} ended ${session.generation}`)
    }
  }

  clear(): void {
    this.#storage?.removeItem(keyOf(this.#clientId))
  }

  #write(text: string): boolean {
    try {
      this.#storage?.setItem(keyOf(this.#clientId), text)
      return this.#storage !== null
    } catch {
      return false
    }
  }
}
