import type { SeenRequest } from './visit.ts'

/**
 * Returns the requests over the network as steps that waited for one another. A request comes after all requests that
 * had ended when it started. It shares its step with requests that had not ended.
 */
export function chainOf(requests: readonly SeenRequest[]): string[] {
  const sent = requests.filter(({ isFromCache, url }) => !isFromCache && url.protocol.startsWith('http'))
  const steps = new Map<SeenRequest, number>()
  for (const request of sent) {
    const before = sent.filter(({ endMs }) => endMs !== null && endMs <= request.startMs)
    steps.set(request, 1 + Math.max(0, ...before.map((other) => steps.get(other) ?? 0)))
  }
  const chain: string[] = []
  for (const [request, step] of steps) {
    const sameStep = chain[step - 1]
    chain[step - 1] = sameStep === undefined ? nameOf(request) : `${sameStep} + ${nameOf(request)}`
  }
  return chain
}

const endpoints: Readonly<Record<string, string>> = {
  '/oauth2/token': 'token',
  '/oauth2/authorize': 'authorize',
  'openid-configuration': 'discovery',
  'jwks.json': 'keys',
}

/** The name without the hash that a build adds: `/assets/index-B2xY.js` is `index.js`. */
function nameOf({ url: { pathname }, method }: SeenRequest): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  const known = endpoints[pathname] ?? endpoints[last]
  const name = known ?? (last.includes('.') ? last.replace(/-[\w-]{8}(?=\.\w+$)/, '') : 'HTML')
  return method === 'OPTIONS' ? `preflight of ${name}` : name
}
