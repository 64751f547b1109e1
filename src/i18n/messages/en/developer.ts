const client = 'User pools › your pool › App clients › your client'

/** For developers: what stands behind a problem. The names in the AWS console are those of 2026. */
export const developer = {
  kind: 'Problem',
  description: 'Error description',
  setting: 'Setting',
  value: 'Present value',
  notSet: 'not set',
  place: 'In the AWS console',
  noSetting: 'No setting is concerned.',
  signInErrors:
    'Cognito shows an error on its own page, and does not return to the app, if the callback URL is not registered (redirect_mismatch) or the client ID is unknown. Compare character by character:',
  signOutErrors:
    'If Cognito’s page showed an error about redirect_uri, the sign-out URL is not registered under Allowed sign out URLs. Compare character by character:',
  doctor: 'To check the pool, its domain and the client, run',
  places: {
    userPool: 'User pools › your pool',
    appClients: 'User pools › your pool › App clients',
    loginPages: `${client} › Login pages › Edit`,
    attributePermissions: `${client} › Attribute permissions › Edit`,
    refreshTokenExpiration: `${client} › Edit › Refresh token expiration`,
    domain: 'User pools › your pool › Branding › Domain',
    lambdaTriggers: 'User pools › your pool › Extensions › Lambda triggers',
  },
}
