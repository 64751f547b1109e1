import type { PoolApp } from './context.ts'
import { localPrefix } from './local-paths.ts'

/** One request with its status. Has no query and no body, because these contain codes, tokens and passwords. */
export type LoggedRequest = {
  readonly atMs: number
  readonly method: string
  /** The path. Requests to the user pools API have the operation after it. */
  readonly path: string
  readonly status: number
  /** Why the pool refused the request. */
  readonly reason: string | null
}

export type RequestLog = { add(request: LoggedRequest): void; latest(): readonly LoggedRequest[] }

const capacity = 200

/** Keeps the last 200 requests, oldest first, and calls `onRequest` for each. */
export function createRequestLog(onRequest: (request: LoggedRequest) => void): RequestLog {
  const kept: LoggedRequest[] = []
  return {
    add(request) {
      kept.push(request)
      if (kept.length > capacity) kept.shift()
      onRequest(request)
    },
    latest: () => [...kept],
  }
}

/** Logs each request, except those to the pool's own pages. */
export function addRequestLog(
  app: PoolApp,
  pool: { readonly requests: Pick<RequestLog, 'add'>; readonly now: () => number },
): void {
  app.use(async (c, next) => {
    await next()
    if (c.req.path.startsWith(localPrefix)) return
    const reason = c.get('reason') ?? null
    const operation = c.get('operation')
    const path = operation === undefined ? c.req.path : `${c.req.path} ${operation}`
    pool.requests.add({ atMs: pool.now(), method: c.req.method, path, status: c.res.status, reason })
  })
}
