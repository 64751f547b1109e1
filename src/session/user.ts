import { User } from 'oidc-client-ts'
import type { IdTokenClaims } from './id-token.ts'
import { members } from './json.ts'
import type { Person } from './state.ts'
import type { TokenAnswer } from './token-answer.ts'

const longestName = 100

/** Makes the record that is stored of a token answer whose claims have been checked. */
export function makeUser(
  answer: TokenAnswer,
  claims: IdTokenClaims,
  idToken: string,
  scopes: string,
  wallMs: number,
): User {
  return new User({
    id_token: idToken,
    access_token: answer.accessToken,
    ...(answer.refreshToken === null ? {} : { refresh_token: answer.refreshToken }),
    token_type: 'Bearer',
    scope: scopes,
    profile: claims,
    expires_at: Math.floor(wallMs / 1000 + answer.lifetimeSeconds),
    session_state: null,
  })
}

/**
 * Reads who it is from the ID token's claims. Whatever a claim holds that is not what AWS documents is left out.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function readPerson(claims: Record<string, unknown>): Person {
  const email = asText(claims['email'])
  const name = asText(claims['name']) ?? email ?? asText(claims['cognito:username']) ?? ''
  return {
    subject: String(claims['sub']),
    name: name.slice(0, longestName),
    email,
    groups: asTexts(claims['cognito:groups']),
    provider: readProvider(claims['identities']),
  }
}

function readProvider(identities: unknown): string {
  const [first] = Array.isArray(identities) ? identities : []
  return asText(members(first)['providerName']) ?? 'Cognito'
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
