import type { IncomingMessage } from 'node:http'
import type { Plugin } from 'vite'
import type { AppEnv } from './app-env.ts'

/** Where the developer's panel of the dev server asks for a fault of the local pool. */
const poolControlsPath = '/__pool'

const parts = new Set(['/faults', '/actions'])
const maxBodyBytes = 1_000

/**
 * Passes the clicks of the developer's panel on to the local pool, which takes changes from its own pages only. On the dev
 * server alone, and from its own pages: another site cannot send JSON here without a preflight, and its requests say so.
 */
export function poolControls({ usesLocalPool, variables }: AppEnv): Plugin {
  return {
    name: 'toyseven:pool-controls',
    apply: 'serve',
    configureServer({ middlewares }) {
      if (!usesLocalPool) return
      middlewares.use(poolControlsPath, (request, response) => {
        void forward(request, variables['VITE_COGNITO_DOMAIN'] ?? '').then((status) => {
          response.statusCode = status
          return response.end()
        })
      })
    },
  }
}

/** Returns the status of the pool's answer; 403 for a request of another site, and 502 if the pool does not answer. */
async function forward(request: IncomingMessage, poolOrigin: string): Promise<number> {
  const isOwn = request.headers['sec-fetch-site'] === 'same-origin'
  const isJson = request.headers['content-type'] === 'application/json'
  const path = request.url ?? ''
  if (!isOwn || !isJson || request.method !== 'POST' || !parts.has(path)) return 403
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > maxBodyBytes) return 413
  }
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const answer = await fetch(`${poolOrigin}/__local${path}`, { method: 'POST', headers, body }).catch(() => null)
  return answer?.status ?? 502
}
