/**
 * This app has no service worker. One that another app has left at this app's path would answer instead of the server.
 * The workers of apps at other paths stay.
 *
 * @param home the URL of the app, with a slash at the end
 */
export async function removeServiceWorkers(home: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  for (const registration of registrations) {
    if (home.startsWith(registration.scope) || registration.scope.startsWith(home)) await registration.unregister()
  }
}
