import type { SeenRequest } from './visit.ts'

/**
 * The requests over the network in the order in which they waited for one another: each stands behind all that had
 * ended when it began, and beside those that had not.
 */
export function chainOf(requests: readonly SeenRequest[]): string[] {
  const sent = requests.filter(({ isFromCache, url }) => !isFromCache && url.protocol.startsWith('http'))
  const waves = new Map<SeenRequest, number>()
  for (const request of sent) {
    const before = sent.filter(({ endMs }) => endMs !== null && endMs <= request.startMs)
    waves.set(request, 1 + Math.max(0, ...before.map((other) => waves.get(other) ?? 0)))
  }
  const chain: string[] = []
  for (const [request, wave] of waves) {
    const beside = chain[wave - 1]
    chain[wave - 1] = beside === undefined ? nameOf(request) : `${beside} + ${nameOf(request)}`
  }
  return chain
}

const endpoints: Readonly<Record<string, string>> = {
  '/oauth2/token': 'token',
  '/oauth2/authorize': 'authorize',
  'openid-configuration': 'discovery',
  'jwks.json': 'keys',
}

/** Without what a build makes of it: `/assets/index-B2xY.js` is `index.js`. */
function nameOf({ url: { pathname }, method }: SeenRequest): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  const known = endpoints[pathname] ?? endpoints[last]
  const name = known ?? (last.includes('.') ? last.replace(/-[\w-]{8}(?=\.\w+$)/, '') : 'HTML')
  return method === 'OPTIONS' ? `preflight of ${name}` : name
}
