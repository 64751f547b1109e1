import type { PoolContext } from '../../http/context.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'

/** What `federation/` does for the pages: they do not import it, since its own pages use their layout. */
export type FederationDeps = {
  /** Redirects the browser to the stand-in for Google. */
  readonly startFederation: (c: PoolContext, request: AuthorizeRequest) => Response
}
