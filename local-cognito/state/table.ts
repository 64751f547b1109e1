import * as v from 'valibot'

/** Rows by key, in memory. What is changed here is noted by itself. */
export type Table<T> = {
  get(key: string): T | undefined
  set(key: string, row: T): void
  delete(key: string): void
  /** Forgets the rows that `isDead` names. */
  drop(isDead: (row: T, key: string) => boolean): void
  entries(): IterableIterator<[string, T]>
  readonly size: number
  /** Takes a row as it was written down, without noting it again; no row: it is gone. Throws if it does not fit. */
  replay(key: string, row: unknown): void
  clear(): void
}

/** Makes a table; `note` hears of every change, with no row for one that is gone. */
export function createTable<T>(schema: v.GenericSchema<unknown, T>, note: (key: string, row?: T) => void): Table<T> {
  const rows = new Map<string, T>()

  function remove(key: string): void {
    if (rows.delete(key)) note(key)
  }

  return {
    get: (key) => rows.get(key),
    set(key, row) {
      rows.set(key, row)
      note(key, row)
    },
    delete: remove,
    drop(isDead) {
      for (const [key, row] of rows) if (isDead(row, key)) remove(key)
    },
    entries: () => rows.entries(),
    get size() {
      return rows.size
    },
    replay(key, row) {
      if (row === undefined) rows.delete(key)
      else rows.set(key, v.parse(schema, row))
    },
    clear: () => rows.clear(),
  }
}
