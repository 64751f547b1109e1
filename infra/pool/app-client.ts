import { CfnManagedLoginBranding, CfnUserPoolClient, CfnUserPoolResourceServer } from 'aws-cdk-lib/aws-cognito'
import type { CfnResource } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'
import { apiScopes, readAttributes, returnUrlsOf, standardScopes, writeAttributes } from './client-settings.ts'

interface AppClientProps {
  readonly userPoolId: string
  readonly environment: Environment
  /** Where the app is deployed; null before its first deployment. */
  readonly siteOrigin: string | null
  /** What has to exist before the client, e.g. the provider that it names. */
  readonly dependencies: readonly CfnResource[]
}

/**
 * The app client: public, code grant only, with rotation of the refresh token.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolclient.html
 */
export function createAppClient(scope: Construct, props: AppClientProps): CfnUserPoolClient {
  const { userPoolId, environment, siteOrigin } = props
  const { tokens } = environment
  const urls = returnUrlsOf(siteOrigin === null ? environment.origins : [...environment.origins, siteOrigin])
  const client = new CfnUserPoolClient(scope, 'AppClient', {
    userPoolId,
    clientName: 'web-client',
    // A client with a secret answers the token request of a browser with 400 {"error":"invalid_client"}.
    generateSecret: false,
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: [...standardScopes, ...apiScopes(environment)],
    callbackUrLs: urls.callback,
    logoutUrLs: urls.signOut,
    supportedIdentityProviders: ['COGNITO', ...(environment.google === undefined ? [] : ['Google'])],
    // Rotation forbids ALLOW_REFRESH_TOKEN_AUTH. The hosted UI needs none of the flows of the API.
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: tokens.rotationGraceSeconds },
    accessTokenValidity: tokens.accessMinutes,
    idTokenValidity: tokens.idMinutes,
    refreshTokenValidity: tokens.refreshDays,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
    preventUserExistenceErrors: 'ENABLED',
    enableTokenRevocation: true,
    readAttributes: [...readAttributes],
    writeAttributes: [...writeAttributes],
  })
  for (const dependency of props.dependencies) client.addResourceDependency(dependency)
  return client
}

/** Without a style, managed login shows "Login pages unavailable": clients that CloudFormation makes have none. */
export function createLoginStyle(scope: Construct, userPoolId: string, client: CfnUserPoolClient): void {
  new CfnManagedLoginBranding(scope, 'LoginStyle', {
    userPoolId,
    clientId: client.ref,
    useCognitoProvidedValues: true,
  })
}

/** The API's own scopes; null if the settings name no API. */
export function createApi(scope: Construct, userPoolId: string, { api }: Environment): CfnResource | null {
  if (api === undefined) return null
  return new CfnUserPoolResourceServer(scope, 'Api', {
    userPoolId,
    identifier: api.identifier,
    name: 'api',
    scopes: api.scopes.map(({ name, description }) => ({ scopeName: name, scopeDescription: description })),
  })
}
