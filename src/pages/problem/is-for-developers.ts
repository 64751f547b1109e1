import { debugQuery } from '../../config/paths.ts'

/**
 * True in a development build, and in any build with `?debug` in the query: of the page itself or, since a callback
 * has an address of its own, of the page to return to.
 */
export function isForDevelopers(returnTo = ''): boolean {
  return import.meta.env.DEV || [window.location.search, returnTo].some((path) => debugQuery(path) !== '')
}
