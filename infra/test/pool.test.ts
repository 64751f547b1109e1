import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { environmentOf, synthesize } from './stacks.ts'

const google = { clientId: '123-abc.apps.googleusercontent.com', secretName: 'toyseven/google' }
const pool = (settings: object = {}, siteOrigin: string | null = null) =>
  synthesize(environmentOf(settings), siteOrigin).pool
const client = 'AWS::Cognito::UserPoolClient'

describe('the user pool', () => {
  it('is that of the walk-through: e-mail as the sign-in name, verified, the default password policy, no second factor', () => {
    pool().hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolName: 'toyseven-cognito',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OFF',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
    })
  })

  it('ignores the case of an address, and recovers by e-mail', () => {
    pool().hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
  })

  it('has the Essentials plan, which managed login needs', () => {
    pool().hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' })
  })

  it.each([
    ['optional-totp', 'OPTIONAL'],
    ['required-totp', 'ON'],
  ])('with mfa %s takes authenticator apps and no SMS', (mfa, configuration) => {
    pool({ mfa }).hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: configuration,
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      SmsConfiguration: Match.absent(),
    })
  })

  it('is protected from deletion, unless the settings say otherwise', () => {
    pool().hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    })
    pool({ isProtected: false }).hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtection: 'INACTIVE' },
    })
  })

  it.each([
    ['original', 'ORIGINAL'],
    ['updated', 'UPDATED'],
  ])('has the %s form of the issuer', (issuer, type) => {
    pool({ issuer }).hasResourceProperties('AWS::Cognito::UserPool', { IssuerConfiguration: { Type: type } })
  })

  it('has the groups of the settings, the first with the highest precedence', () => {
    const template = pool({ groups: ['admins', 'editors'] })
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admins', Precedence: 0 })
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'editors', Precedence: 1 })
  })
})

describe('the app client', () => {
  it('has no secret, and the code grant alone', () => {
    pool().hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      SupportedIdentityProviders: ['COGNITO'],
    })
  })

  it('registers localhost as the app and the walk-through write it, and the deployed site', () => {
    pool({}, 'https://d111.cloudfront.net').hasResourceProperties(client, {
      CallbackURLs: [
        'http://localhost:3000/callback',
        'http://localhost:3000',
        'https://d111.cloudfront.net/callback',
        'https://d111.cloudfront.net',
      ],
      LogoutURLs: ['http://localhost:3000', 'https://d111.cloudfront.net'],
    })
  })

  it('hides which users exist, and can revoke tokens', () => {
    pool().hasResourceProperties(client, { PreventUserExistenceErrors: 'ENABLED', EnableTokenRevocation: true })
  })

  it('rotates refresh tokens with a grace period, without the flow that rotation forbids', () => {
    pool().hasResourceProperties(client, {
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    })
  })

  it('has tokens of 60 minutes, 60 minutes and 5 days, each a setting', () => {
    pool().hasResourceProperties(client, {
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    })
    const tokens = { accessMinutes: 5, idMinutes: 10, refreshDays: 30, rotationGraceSeconds: 10 }
    pool({ tokens }).hasResourceProperties(client, {
      AccessTokenValidity: 5,
      IdTokenValidity: 10,
      RefreshTokenValidity: 30,
      RefreshTokenRotation: { RetryGracePeriodSeconds: 10 },
    })
  })

  it('may read what its scopes are for', () => {
    pool().hasResourceProperties(client, {
      ReadAttributes: Match.arrayWith(['email', 'email_verified', 'name', 'picture']),
      WriteAttributes: ['email', 'name', 'picture'],
    })
  })

  it('takes the scopes of the API, which exists before the client', () => {
    const api = { identifier: 'https://api.example.com', scopes: [{ name: 'orders.read', description: 'Read orders' }] }
    const template = pool({ api })
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'https://api.example.com',
      Scopes: [{ ScopeName: 'orders.read', ScopeDescription: 'Read orders' }],
    })
    template.hasResource(client, {
      DependsOn: ['Api'],
      Properties: { AllowedOAuthScopes: ['openid', 'email', 'profile', 'https://api.example.com/orders.read'] },
    })
  })

  it('has a style, without which managed login shows "Login pages unavailable"', () => {
    pool().hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true })
  })
})

describe('the domain', () => {
  it('is a prefix with managed login', () => {
    const template = pool()
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'toyseven', ManagedLoginVersion: 2 })
    template.hasOutput('DomainUrl', { Value: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com' })
  })

  it('can be a domain of one’s own', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/12ab'
    const template = pool({ domain: { name: 'auth.example.com', certificateArn } })
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'auth.example.com',
      CustomDomainConfig: { CertificateArn: certificateArn },
    })
    template.hasOutput('DomainUrl', { Value: 'https://auth.example.com' })
  })
})

describe('Google', () => {
  it('is not there without its settings', () => {
    pool().resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0)
  })

  it('maps address, verification, name and picture, and names the redirect URI to register', () => {
    const template = pool({ google })
    template.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: Match.objectLike({ client_id: google.clientId, authorize_scopes: 'openid email profile' }),
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', picture: 'picture' },
    })
    template.hasResource(client, {
      DependsOn: ['Google'],
      Properties: { SupportedIdentityProviders: ['COGNITO', 'Google'] },
    })
    template.hasOutput('GoogleRedirectUri', {
      Value: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com/oauth2/idpresponse',
    })
  })

  it('has its secret as a reference only, in no output', () => {
    const template = pool({ google }).toJSON()
    const details = JSON.stringify(template.Resources.Google.Properties.ProviderDetails)
    expect(details).toContain('{{resolve:secretsmanager:toyseven/google:SecretString:::}}')
    expect(JSON.stringify(template.Outputs)).not.toMatch(/secret|resolve/i)
  })
})
