import type { PoolContext } from '../../http/context.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'

/** The functions of `federation/` that the pages use. The pages cannot import it, because it imports their layout. */
export type FederationDeps = {
  /** Redirects the browser to the stand-in for Google. */
  readonly startFederation: (c: PoolContext, request: AuthorizeRequest) => Response
}
