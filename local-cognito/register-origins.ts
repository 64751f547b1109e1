import type { AppClient } from './config/client-config.ts'
import type { PoolConfig } from './config/pool-config.ts'

const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(?=[/?]|$)/

/**
 * Registers the app at the origins that it really has, e.g. after `--port 3210`. The first client of the first pool,
 * with which the app signs in, gets each of its callback and sign-out URLs on this computer for these origins too.
 *
 * @param origins without a slash at the end, e.g. `http://localhost:3210`. They have to be ones that Cognito accepts
 * @returns the configuration, and the URLs that the client had not registered
 */
export function registerOrigins(
  pools: readonly PoolConfig[],
  origins: readonly string[],
): { readonly pools: readonly PoolConfig[]; readonly added: readonly string[] } {
  const [first, ...otherPools] = pools
  const [client, ...otherClients] = first?.clients ?? []
  if (first === undefined || client === undefined) return { pools, added: [] }
  const registered: AppClient = {
    ...client,
    callbackUrls: withOrigins(client.callbackUrls, origins),
    signOutUrls: withOrigins(client.signOutUrls, origins),
  }
  const known = new Set(urlsOf(client))
  const added = [...new Set(urlsOf(registered))].filter((url) => !known.has(url))
  return { pools: [{ ...first, clients: [registered, ...otherClients] }, ...otherPools], added }
}

function urlsOf({ callbackUrls, signOutUrls }: AppClient): string[] {
  return [...callbackUrls, ...signOutUrls]
}

/** Replaces the start of the text only: to Cognito, a URL with another slash or case is another URL. */
function withOrigins(urls: readonly string[], origins: readonly string[]): string[] {
  const local = urls.filter((url) => loopbackOrigin.test(url))
  const moved = origins.flatMap((origin) => local.map((url) => url.replace(loopbackOrigin, () => origin)))
  return [...new Set([...urls, ...moved])]
}
