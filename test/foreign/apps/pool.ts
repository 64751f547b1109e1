/** Where the apps of other libraries run, and the pools that they sign in at: not where the tests of ours are. */
export const foreignApps = {
  'react-oidc-context': { port: 3101, poolPort: 9331, scheme: 'http' },
  amplify: { port: 3102, poolPort: 9332, scheme: 'https' },
} as const

export const foreignClientId = 'foreign-client'
export const foreignPoolId = 'ap-northeast-2_foreign'
