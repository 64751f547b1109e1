import { asRecord, isText } from '../encoding/json.ts'

/** The user as the ID token's claims describe them. Every text is untrusted: show it as plain text. */
export interface UserProfile {
  /** Identifies the user in this pool, permanently. */
  readonly subject: string
  readonly name: string
  readonly email: string | null
  readonly groups: readonly string[]
  /** As configured in the pool, e.g. `Google`; `Cognito` for a user with a password there. */
  readonly provider: string
}

const maxNameLength = 100

/**
 * Reads the user's profile from the ID token's claims. A claim of another type than AWS documents is left out.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function readUserProfile(claims: Record<string, unknown>): UserProfile {
  const email = asText(claims['email'])
  const name = asText(claims['name']) ?? email ?? asText(claims['cognito:username']) ?? ''
  return {
    subject: String(claims['sub']),
    name: name.slice(0, maxNameLength),
    email,
    groups: asTexts(claims['cognito:groups']),
    provider: readProvider(claims['identities']),
  }
}

function readProvider(identities: unknown): string {
  const [first] = Array.isArray(identities) ? identities : []
  return asText(asRecord(first)['providerName']) ?? 'Cognito'
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

function asText(value: unknown): string | null {
  return isText(value) ? value : null
}
