/** The pool's addresses: the same as in bench/flow/hosts.ts. */
export const poolOrigin = 'https://127.0.0.1:9229'
export const authority = 'https://127.0.0.1:9230/ap-northeast-2_toyseven'
export const clientId = 'local-web-client'
export const scope = 'openid email profile'
export const redirectUri = `${location.origin}/callback`
