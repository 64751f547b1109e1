/** This app has no service worker. One that another app of this origin has left would answer instead of the server. */
export async function removeServiceWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  for (const registration of registrations) await registration.unregister()
}
