const longestPath = 2048
const startsWithOneSlash = /^\/(?![/\\])/
const forbidden = /[\\\p{Cc}]/u
const signInPaths = /^\/(callback|login|logout)(\/|\?|#|$)/i

/**
 * Gives back the path, query and hash to return to after a sign-in, or `/` if coming back there would not be safe.
 *
 * It is asked twice: when a sign-in starts, and again when the stored path is used, because whoever can write the
 * storage could have changed it. The rebuilt path is judged once more, since `/..//evil.example` resolves to
 * `//evil.example`, which the next hop would read as another host (CVE-2026-107369).
 *
 * @param origin the app's own, e.g. `http://localhost:3000`
 * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.11
 */
export function safeReturnTo(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || wanted.length > longestPath) return '/'
  if (!startsWithOneSlash.test(wanted) || forbidden.test(wanted)) return '/'
  if (!URL.canParse(wanted, origin)) return '/'
  const url = new URL(wanted, origin)
  const path = url.pathname + url.search + url.hash
  const staysHere = url.origin === origin && url.username === '' && startsWithOneSlash.test(path)
  return staysHere && !signInPaths.test(path) ? path : '/'
}
