/**
 * Where a pool keeps its state between restarts: lines, the first of which is a header that names the layout.
 * What a line says is the state's business.
 */
export type PoolStorage = {
  /**
   * Hands the lines after the header to `take`, and returns how many. Lines of another header, or that make `take`
   * throw, are set aside; it then returns 0. The header also goes before whatever is appended to an empty storage.
   */
  load(header: string, take: (lines: readonly string[]) => void): number
  /** Takes a line. It may be written later. */
  append(line: string): void
  /** Puts these lines, header included, in the place of all. */
  rewrite(lines: readonly string[]): void
  /** Writes what is still unwritten, and lets others have the storage. */
  close(): void
}

/** Storage that ends with the process. Two pools made one after the other on it share their state: a restart. */
export function createMemoryStorage(): PoolStorage {
  let lines: string[] = []
  return {
    load(header, take) {
      if (lines.length === 0) lines = [header]
      take(lines.slice(1))
      return lines.length - 1
    },
    append: (line) => void lines.push(line),
    rewrite: (all) => {
      lines = [...all]
    },
    close: () => {},
  }
}
