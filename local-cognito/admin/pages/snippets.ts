import type { AppClient } from '../../config/client-config.ts'

/** The data of a pool that another app needs for its configuration. */
export type PoolAddress = {
  readonly origin: string
  readonly issuer: string
  readonly poolId: string
  readonly client: AppClient
}

type Snippet = { readonly title: string; readonly lines: readonly string[] }

export const snippetNames = ['oidc-client-ts', 'react-oidc-context', 'amplify', 'spring'] as const
export type SnippetName = (typeof snippetNames)[number]

/**
 * The text to paste into another app's configuration.
 *
 * Amplify builds `https://<domain>` by itself, so it needs a pool that was started with `--https`. Spring's resource
 * server requests the discovery document from the issuer when it starts.
 */
export function snippets(address: PoolAddress): Record<SnippetName, Snippet> {
  return {
    'oidc-client-ts': { title: 'oidc-client-ts', lines: ['new UserManager({', ...oidcSettings(address), '})'] },
    'react-oidc-context': {
      title: 'react-oidc-context',
      lines: [
        'const cognitoAuthConfig = {',
        ...oidcSettings(address),
        '}',
        '',
        '<AuthProvider {...cognitoAuthConfig}>',
      ],
    },
    amplify: { title: 'AWS Amplify (--https)', lines: amplify(address) },
    spring: { title: 'Spring Security (application.yml)', lines: spring(address) },
  }
}

function oidcSettings({ issuer, client }: PoolAddress): string[] {
  return [
    `  authority: '${issuer}',`,
    `  client_id: '${client.id}',`,
    `  redirect_uri: '${client.callbackUrls[0] ?? ''}',`,
    `  response_type: 'code',`,
    `  scope: '${openIdScopes(client).join(' ')}',`,
    `  revokeTokenTypes: ['refresh_token'],`,
  ]
}

function amplify({ origin, poolId, client }: PoolAddress): string[] {
  return [
    'Amplify.configure({',
    '  Auth: {',
    '    Cognito: {',
    `      userPoolId: '${poolId}',`,
    `      userPoolClientId: '${client.id}',`,
    // Amplify renews and revokes tokens with the user pools API.
    `      userPoolEndpoint: '${origin}',`,
    '      loginWith: {',
    '        oauth: {',
    `          domain: '${new URL(origin).host}',`,
    `          scopes: [${list(openIdScopes(client))}],`,
    `          redirectSignIn: [${list(client.callbackUrls)}],`,
    `          redirectSignOut: [${list(client.signOutUrls)}],`,
    `          responseType: 'code',`,
    '        },',
    '      },',
    '    },',
    '  },',
    '})',
  ]
}

function list(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ')
}

function spring({ issuer }: PoolAddress): string[] {
  return [
    'spring:',
    '  security:',
    '    oauth2:',
    '      resourceserver:',
    '        jwt:',
    `          issuer-uri: ${issuer}`,
    `          jwk-set-uri: ${issuer}/.well-known/jwks.json`,
  ]
}

function openIdScopes({ scopes }: AppClient): string[] {
  return ['openid', 'email', 'profile'].filter((scope) => scopes.includes(scope))
}
