/** An OAuth error. Only the request log shows the `reason`. */
export type OAuthRefusal = { readonly error: string; readonly description?: string; readonly reason: string }
