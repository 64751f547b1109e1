import { CfnDeletionPolicy } from 'aws-cdk-lib'
import { CfnUserPool, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

/**
 * The user pool of the walk-through: sign-in by a verified e-mail address, Cognito's default password policy, recovery by
 * e-mail.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpool.html
 */
export function createUserPool(scope: Construct, environment: Environment): CfnUserPool {
  const pool = new CfnUserPool(scope, 'UserPool', {
    userPoolName: environment.poolName,
    userPoolTier: 'ESSENTIALS',
    usernameAttributes: ['email'],
    // Minseo@example.com and minseo@example.com are one user. It cannot be changed later.
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ['email'],
    // A new address counts once it is verified; until then the old one stays.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    schema: [{ name: 'email', attributeDataType: 'String', required: true, mutable: true }],
    policies: { passwordPolicy },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: false },
    issuerConfiguration: { type: environment.issuer === 'updated' ? 'UPDATED' : 'ORIGINAL' },
    deletionProtection: environment.isProtected ? 'ACTIVE' : 'INACTIVE',
    ...mfaOf(environment),
  })
  // A change that needs a new pool would lose all users: CloudFormation then keeps the old one as well.
  const policy = environment.isProtected ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE
  pool.cfnOptions.deletionPolicy = policy
  pool.cfnOptions.updateReplacePolicy = policy
  return pool
}

/**
 * "Cognito defaults". That the console's default asks for all four classes is partly UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-policies.html
 */
const passwordPolicy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
}

/** Authenticator apps only: SMS costs money and is attacked by SIM swaps. */
function mfaOf({ mfa }: Environment) {
  if (mfa === 'off') return { mfaConfiguration: 'OFF' }
  return { mfaConfiguration: mfa === 'required-totp' ? 'ON' : 'OPTIONAL', enabledMfas: ['SOFTWARE_TOKEN_MFA'] }
}

/** The groups, in the order of the settings: the first has the highest precedence. */
export function createGroups(scope: Construct, pool: CfnUserPool, { groups }: Environment): void {
  for (const [precedence, groupName] of groups.entries()) {
    new CfnUserPoolGroup(scope, `Group-${groupName}`, { userPoolId: pool.ref, groupName, precedence })
  }
}
