import { members } from './json.ts'
import type { Person } from './state.ts'

const longestName = 100

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
