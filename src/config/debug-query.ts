/** `?debug` if a query has it: pages then show what developers need, also in a build. Otherwise an empty text. */
export function debugQuery(search: string): '?debug' | '' {
  return /[?&]debug\b/.test(search) ? '?debug' : ''
}
