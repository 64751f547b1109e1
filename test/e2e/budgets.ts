/**
 * The most bytes that a visit may need, compressed with gzip: with room for pages of your own. Raise one when you know
 * what your users get for it. What this project itself ships is held by own/limits.spec.ts.
 */
export const budgets = {
  /** The script in the HTML, which starts a redirect or a code exchange. */
  inlineScript: 12_000,
  /** The first round trip of a new connection brings about 14 kB; the HTML is served with brotli, a tenth smaller. */
  html: 18_000,
  /** All JavaScript before the account page shows the user. */
  accountPage: 150_000,
}
