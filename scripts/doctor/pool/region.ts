import { regionOfDomain, regionOfPool } from '../../../build/config/issuer.ts'
import { failure, ok, warning, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'

/**
 * The issuer's region and pool are those of the pool ID, and so is the region of a prefix domain. A custom domain has no
 * region: the endpoints tell.
 */
export const region: Check = {
  name: 'region',
  async run({ userPoolId, config }) {
    const { issuer, domain } = config.session
    const [ofPool, ofDomain] = [regionOfPool(userPoolId), regionOfDomain(domain)]
    if (ofDomain !== null && ofDomain !== ofPool) {
      return warning(
        `VITE_COGNITO_DOMAIN is in ${ofDomain}, but the user pool is in ${ofPool}.`,
        `Correct one of them (${consolePlaces.overview}), unless the pool is replicated to ${ofDomain}.`,
      )
    }
    const [, ofIssuer, pool] =
      /^https:\/\/(?:issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.[a-z.]+\/(.+)$/.exec(issuer) ?? []
    if (ofIssuer === undefined) return ok(`The issuer is not at AWS’s usual address: ${issuer}.`)
    if (ofIssuer === ofPool && pool === userPoolId) return ok(`Pool ID, issuer and domain agree: ${ofPool}, ${domain}.`)
    return failure(
      `The issuer ${issuer} is not that of the pool ${userPoolId}.`,
      `Delete VITE_COGNITO_ISSUER, or correct VITE_COGNITO_USER_POOL_ID (${consolePlaces.overview}).`,
    )
  },
}
