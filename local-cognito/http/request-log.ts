/** One answered request. Holds no query and no body, since codes, tokens and passwords travel in those. */
export type LoggedRequest = {
  readonly atMs: number
  readonly method: string
  readonly path: string
  readonly status: number
  /** Why a request was refused, in a few words of ours. */
  readonly reason: string | null
}

export type RequestLog = { add(request: LoggedRequest): void; latest(): readonly LoggedRequest[] }

const capacity = 200

/** Remembers the last 200 requests, oldest first, and tells of each. */
export function createRequestLog(tell: (request: LoggedRequest) => void): RequestLog {
  const kept: LoggedRequest[] = []
  return {
    add(request) {
      kept.push(request)
      if (kept.length > capacity) kept.shift()
      tell(request)
    },
    latest: () => [...kept],
  }
}
