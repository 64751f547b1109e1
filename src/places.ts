/** Where people come to after a sign-in that began on the landing page. */
export const accountPath = '/account'

const guardedPaths = [accountPath]

/** True where a person is needed who is signed in, by the rules of React Router: any case, and a slash at the end. */
export function isGuardedPath(pathname: string): boolean {
  return guardedPaths.includes(pathname.toLowerCase().replace(/\/$/, ''))
}
