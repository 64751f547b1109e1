import type { PoolIssuer } from '../../src/auth/tokens/pool-issuer.ts'

/** `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`: letters, then words, then a number. */
const regionShape = '[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}'

const userPoolIdShape = new RegExp(`^(${regionShape})_[0-9a-zA-Z]+$`)

/** A prefix domain names its region behind `.auth.`; what follows `amazoncognito` may differ between partitions. */
const prefixDomainShape = new RegExp(`\\.auth(?:-fips)?\\.(${regionShape})\\.amazoncognito\\.[a-z.]+$`)

/** The regions whose issuers AWS documents: https://cognito-idp.REGION.amazonaws.com/POOL_ID. */
const documentedRegions = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?!iso)/

/**
 * The host names of AWS's other partitions, from the endpoint rules of the AWS SDK (`dnsSuffix`). That the issuers of
 * Cognito's user pools are under them is UNCONFIRMED.
 */
const otherSuffixes: readonly (readonly [region: RegExp, suffix: string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
]

/** The region in a user pool ID; null if the text is no user pool ID. */
export function regionOfPool(userPoolId: string): string | null {
  return userPoolIdShape.exec(userPoolId)?.[1] ?? null
}

/** The region in a Cognito prefix domain, which is its pool's; null for a custom domain, which says nothing of it. */
export function regionOfDomain(domain: string): string | null {
  return prefixDomainShape.exec(domain)?.[1] ?? null
}

/** True if AWS documents the issuers of a region. */
export function hasDocumentedIssuer(region: string): boolean {
  return documentedRegions.test(region)
}

/**
 * The two forms of a pool's issuer. The pool's setting decides which one its tokens name.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function issuersOfPool(userPoolId: string): PoolIssuer {
  const region = regionOfPool(userPoolId) ?? ''
  const [, suffix] = otherSuffixes.find(([regions]) => regions.test(region)) ?? [null, 'amazonaws.com']
  const rest = `cognito-idp.${region}.${suffix}/${userPoolId}`
  return { issuer: `https://${rest}`, updatedIssuer: `https://issuer-${rest}` }
}
