/**
 * The app's URL where sign-ins start, if the page is on another origin than the redirect URI: a sign-in that starts here
 * could not be finished there, since the pending sign-in is in the storage of this origin.
 *
 * @param home the app's URL without a final slash
 * @returns null if sign-ins start here
 */
export function otherHome(redirectUri: string, home: string): string | null {
  const signInHome = home.replace(/^\w+:\/\/[^/]+/, new URL(redirectUri).origin)
  return signInHome === home ? null : signInHome
}
