import { SecretValue, type CfnResource } from 'aws-cdk-lib'
import { CfnUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

/**
 * Google, if the settings name it. The template has a reference to the secret; CloudFormation reads it at deployment.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-social-idp.html
 */
export function createGoogle(scope: Construct, userPoolId: string, { google }: Environment): CfnResource | null {
  if (google === undefined) return null
  return new CfnUserPoolIdentityProvider(scope, 'Google', {
    userPoolId,
    providerName: 'Google',
    providerType: 'Google',
    providerDetails: {
      client_id: google.clientId,
      client_secret: SecretValue.secretsManager(google.secretName).unsafeUnwrap(),
      authorize_scopes: 'openid email profile',
    },
    // Without email_verified, each sign-in would set the address to unverified.
    attributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', picture: 'picture' },
  })
}
