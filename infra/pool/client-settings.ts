import type { Environment } from '../settings/schema.ts'

/** The scopes that the app asks for by default: `VITE_COGNITO_SCOPES`. */
export const standardScopes = ['openid', 'email', 'profile'] as const

/** The claims of the scopes `email` and `profile`. A scope whose attributes the client cannot read is refused. */
export const readAttributes = [
  'email',
  'email_verified',
  'name',
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'updated_at',
] as const

/**
 * What a user, or Google at each sign-in, may write. AWS's pages disagree on what happens to a mapped attribute that the
 * client cannot write, so all mapped ones are here. `email_verified` can never be written by a client.
 */
export const writeAttributes = ['email', 'name', 'picture'] as const

/** The URLs of an app at these origins, in the exact form that the app sends: no slash at the end of an origin. */
export function returnUrlsOf(origins: readonly string[]): { callback: string[]; signOut: string[] } {
  return {
    // The walk-through registers the bare origin. An app with VITE_COGNITO_REDIRECT_URI set to it returns there.
    callback: origins.flatMap((origin) => [`${origin}/callback`, origin]),
    signOut: [...origins],
  }
}

/** The scopes of the API, as a token has them. */
export function apiScopes({ api }: Environment): string[] {
  return api === undefined ? [] : api.scopes.map(({ name }) => `${api.identifier}/${name}`)
}
