/** The ports of the apps of other libraries and of their pools. The tests of this app use other ports. */
export const foreignApps = {
  'react-oidc-context': { port: 3101, poolPort: 9331, scheme: 'http' },
  amplify: { port: 3102, poolPort: 9332, scheme: 'https' },
} as const

export const foreignClientId = 'foreign-client'
export const foreignPoolId = 'ap-northeast-2_foreign'
