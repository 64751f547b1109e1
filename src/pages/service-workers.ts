import { basename } from '../config/paths.ts'

/**
 * This app has no service worker. One that another app has left at this app's path would answer instead of the server.
 * The workers of apps at other paths stay.
 */
export async function removeServiceWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  const home = `${location.origin + basename}/`
  for (const registration of registrations) {
    if (home.startsWith(registration.scope) || registration.scope.startsWith(home)) await registration.unregister()
  }
}
