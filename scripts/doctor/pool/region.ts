import { failure, ok, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'

/**
 * The issuer's region and pool are those of the pool ID. That a prefix domain is in the same region is a rule of the
 * configuration itself. A custom domain has no region: the endpoints tell.
 */
export const region: Check = {
  name: 'region',
  async run({ userPoolId, config }) {
    const { issuer, domain } = config.session
    const [, ofIssuer, pool] =
      /^https:\/\/(?:issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.[a-z.]+\/(.+)$/.exec(issuer) ?? []
    if (ofIssuer === undefined) return ok(`The issuer is not at AWS’s usual address: ${issuer}.`)
    const ofPool = userPoolId.split('_')[0] ?? ''
    if (ofIssuer === ofPool && pool === userPoolId) return ok(`Pool ID, issuer and domain agree: ${ofPool}, ${domain}.`)
    return failure(
      `The issuer ${issuer} is not that of the pool ${userPoolId}.`,
      `Delete VITE_COGNITO_ISSUER, or correct VITE_COGNITO_USER_POOL_ID (${consolePlaces.overview}).`,
    )
  },
}
