import type { Context, Hono } from 'hono'

export type PoolEnv = {
  Bindings: {
    /** Closes the connection without a response. Not set if the pool is called without a server. */
    cutConnection?: () => void
  }
  Variables: {
    /** Why the pool refused the request, for the request log. Never contains a value from the request. */
    reason: string
    /** The operation of the user pools API, for the request log. */
    operation: string
  }
}

export type PoolApp = Hono<PoolEnv>
export type PoolContext = Context<PoolEnv>
