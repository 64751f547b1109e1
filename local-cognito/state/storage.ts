/**
 * The storage of a pool's state between restarts. It has lines, and the first line is a header that names the layout.
 * Storage does not interpret the other lines.
 */
export type PoolStorage = {
  /**
   * Passes the lines after the header to `take` and returns their number. If the header differs or `take` throws, it
   * sets the lines aside and returns 0. An empty storage starts with this header.
   */
  load(header: string, take: (lines: readonly string[]) => void): number
  /** Adds a line. Storage may write it later. */
  append(line: string): void
  /** Replaces all lines, header included. */
  rewrite(lines: readonly string[]): void
  /** Writes the remaining lines and releases the storage. */
  close(): void
}

/** Storage in memory. A second pool on the same storage continues its state, as after a restart. */
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
