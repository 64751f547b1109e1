/** In characters, which are bytes once the browser has encoded them. */
const maxLength = 8192
const startsWithOneSlash = /^\/(?![/\\])/
/** Control characters, which URL parsers remove, and a backslash in the path, which they read as a slash. */
const forbidden = /\p{Cc}|^[^?#]*\\/u

/**
 * Returns the path, query and hash to go back to after a sign-in, or `/` if the wanted path is not safe or has more than
 * 8 kB.
 *
 * Call it twice: when a sign-in starts, and again when the stored path is used, since code that can write the storage
 * could have changed it. The rebuilt path is checked once more: `/..//evil.example` resolves to `//evil.example`, which
 * the next navigation would read as another host (CVE-2026-107369).
 *
 * @param wanted a path below the app's URL, as the router has it
 * @param home the app's URL without a final slash, e.g. `http://localhost:3000` or `https://example.com/app`
 * @param redirectUri the callback: going back there would end on a sign-in that is already finished
 * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.11
 */
export function safeReturnTo(wanted: unknown, home: string, redirectUri: string): string {
  if (typeof wanted !== 'string' || wanted.length > maxLength) return '/'
  if (!startsWithOneSlash.test(wanted) || forbidden.test(wanted)) return '/'
  if (!URL.canParse(home + wanted)) return '/'
  const url = new URL(home + wanted)
  const { origin } = new URL(home)
  const basename = home.slice(origin.length)
  const path = url.pathname.slice(basename.length) + url.search + url.hash
  const isHere = url.origin === origin && url.username === '' && url.pathname.startsWith(basename)
  const staysHere = isHere && startsWithOneSlash.test(path)
  return staysHere && path.length <= maxLength && !isCallbackPath(url, redirectUri, basename) ? path : '/'
}

/** The redirect URI itself and anything below it, in any case; never the home page. */
function isCallbackPath({ pathname }: URL, redirectUri: string, basename: string): boolean {
  const callback = withSlash(new URL(redirectUri).pathname)
  return callback !== withSlash(basename) && withSlash(pathname).startsWith(callback)
}

function withSlash(path: string): string {
  return path.toLowerCase().replace(/\/?$/, '/')
}
