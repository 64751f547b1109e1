/** The issuer of one user pool, in the one or two forms that its tokens may name. */
export interface PoolIssuer {
  /** The original form, or the only one that is accepted because it was configured. */
  readonly issuer: string
  /** The updated form, `https://issuer-cognito-idp.…`, of the same pool; null if the issuer was configured. */
  readonly updatedIssuer: string | null
}

/**
 * True if `iss` is one of the pool's two forms, character for character. Which form a pool uses is a setting of the pool
 * that the app cannot read.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function isIssuerOf({ issuer, updatedIssuer }: PoolIssuer, iss: unknown): iss is string {
  return typeof iss === 'string' && (iss === issuer || iss === updatedIssuer)
}
