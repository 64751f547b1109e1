/**
 * The most bytes that a visit may need, compressed with gzip. A product with its own pages may raise each of them; the
 * inline script and the HTML must arrive in the first round trip, about 14 kB.
 */
export const budgets = {
  /** The script in the HTML, which starts a redirect or a code exchange. */
  inlineScript: 8_000,
  html: 14_000,
  /** All JavaScript before the account page shows the user. */
  accountPage: 122_000,
}
