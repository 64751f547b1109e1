/** The local pool's addresses, as defaults.ts of local-cognito has them. */
export const poolOrigin = 'http://127.0.0.1:9229'
export const poolId = 'ap-northeast-2_toyseven'
export const clientId = 'local-web-client'
export const scope = 'openid email profile'
export const redirectUri = `${location.origin}/callback`
