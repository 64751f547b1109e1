import * as v from 'valibot'

/** Rows by key, in memory. The table records each change by itself. */
export type Table<T> = {
  get(key: string): T | undefined
  set(key: string, row: T): void
  delete(key: string): void
  /** Deletes the rows for which `isObsolete` returns true. */
  drop(isObsolete: (row: T, key: string) => boolean): void
  entries(): IterableIterator<[string, T]>
  readonly size: number
  /**
   * Applies a recorded change, without recording it again. Without `row` it deletes the row. Throws if the row does not
   * match the schema.
   */
  replay(key: string, row: unknown): void
  clear(): void
}

/** Makes a table. It calls `record` for every change, without a row for a deleted one. */
export function createTable<T>(schema: v.GenericSchema<unknown, T>, record: (key: string, row?: T) => void): Table<T> {
  const rows = new Map<string, T>()

  function remove(key: string): void {
    if (rows.delete(key)) record(key)
  }

  return {
    get: (key) => rows.get(key),
    set(key, row) {
      rows.set(key, row)
      record(key, row)
    },
    delete: remove,
    drop(isObsolete) {
      for (const [key, row] of rows) if (isObsolete(row, key)) remove(key)
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
