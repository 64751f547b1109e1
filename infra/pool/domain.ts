import { CfnUserPoolDomain } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

/** Managed login; 1 is the classic hosted UI. */
const managedLogin = 2

/** The pool's domain, with managed login. */
export function createDomain(scope: Construct, userPoolId: string, { domain }: Environment): CfnUserPoolDomain {
  return new CfnUserPoolDomain(scope, 'Domain', {
    userPoolId,
    managedLoginVersion: managedLogin,
    ...('prefix' in domain
      ? { domain: domain.prefix }
      : { domain: domain.name, customDomainConfig: { certificateArn: domain.certificateArn } }),
  })
}

/** The value of `VITE_COGNITO_DOMAIN`. */
export function domainUrl({ domain, region }: Environment): string {
  return 'prefix' in domain ? `https://${domain.prefix}.auth.${region}.amazoncognito.com` : `https://${domain.name}`
}
