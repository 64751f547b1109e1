/** How two URLs differ. */
export type Difference = {
  readonly kind: 'slash' | 'scheme' | 'host' | 'port' | 'case' | 'escape' | 'path' | 'query' | 'other'
  /** Each URL in three parts: the common start, the part that differs, the common end. */
  readonly received: readonly [string, string, string]
  readonly registered: readonly [string, string, string]
}

/** Compares a URL with the most similar registered one. Returns `undefined` if none is registered. */
export function nearestDifference(received: string, registered: readonly string[]): Difference | undefined {
  const [first, ...others] = registered
  if (first === undefined) return undefined
  const nearest = others.reduce(
    (best, url) => (changedLength(received, url) < changedLength(received, best) ? url : best),
    first,
  )
  const [left, right] = split(received, nearest)
  return { kind: kindOf(received, nearest), received: left, registered: right }
}

/** Splits two texts into common start, difference and common end. */
function split(a: string, b: string): [[string, string, string], [string, string, string]] {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start += 1
  let end = 0
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const parts = (text: string): [string, string, string] => [
    text.slice(0, start),
    text.slice(start, text.length - end),
    text.slice(text.length - end),
  ]
  return [parts(a), parts(b)]
}

function changedLength(a: string, b: string): number {
  const [[, left], [, right]] = split(a, b)
  return Math.max(left.length, right.length)
}

function kindOf(received: string, registered: string): Difference['kind'] {
  if (`${received}/` === registered || received === `${registered}/`) return 'slash'
  if (received.toLowerCase() === registered.toLowerCase()) return 'case'
  if (decoded(received) === registered || received === decoded(registered)) return 'escape'
  if (!URL.canParse(received)) return 'other'
  const [a, b] = [new URL(received), new URL(registered)]
  if (a.protocol !== b.protocol) return 'scheme'
  if (a.hostname !== b.hostname) return 'host'
  if (a.port !== b.port) return 'port'
  if (a.pathname !== b.pathname) return 'path'
  return a.search === b.search ? 'other' : 'query'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
