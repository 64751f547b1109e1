import { asRecord, isText } from '../encoding/json.ts'

/** The user as the ID token's claims describe them. Every text is untrusted: show it as plain text. */
export interface UserProfile {
  /** Identifies the user in this pool, permanently. */
  readonly subject: string
  readonly name: string
  readonly email: string | null
  /** An https address; null for none. Which hosts a page requests, the configuration decides. */
  readonly picture: string | null
  readonly groups: readonly string[]
  /** The provider of a user that has no password in the pool, as it is named there, e.g. `Google`; null for other users. */
  readonly provider: string | null
  /** The providers that are linked with a user of the pool. Which of them the user signs in with, the token does not say. */
  readonly linkedProviders: readonly string[]
}

const maxNameLength = 100
const maxAddressLength = 2_048

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
    name: shortened(name),
    email,
    picture: asPicture(claims['picture']),
    groups: asTexts(claims['cognito:groups']),
    ...readProviders(claims),
  }
}

/** Cuts between two letters as a reader sees them, never inside an emoji of several code points. */
function shortened(name: string): string {
  if (name.length <= maxNameLength) return name
  return Array.from(new Intl.Segmenter().segment(name.slice(0, 20 * maxNameLength)), ({ segment }) => segment)
    .slice(0, maxNameLength)
    .join('')
}

/** A federated user's name in the pool starts with the provider's name. A linked user keeps the name from before. */
function readProviders(claims: Record<string, unknown>): Pick<UserProfile, 'provider' | 'linkedProviders'> {
  const identities: readonly unknown[] = Array.isArray(claims['identities']) ? claims['identities'] : []
  const names = asTexts(identities.map((identity) => asRecord(identity)['providerName']))
  const userName = String(claims['cognito:username']).toLowerCase()
  const provider = names.find((name) => userName.startsWith(`${name.toLowerCase()}_`)) ?? null
  return { provider, linkedProviders: provider === null ? names : [] }
}

/** Other schemes, such as `javascript:` and `data:`, are left out. Facebook's claim is no address, but JSON. */
function asPicture(value: unknown): string | null {
  return isText(value) && value.length <= maxAddressLength && URL.canParse(value) && value.startsWith('https://')
    ? value
    : null
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

function asText(value: unknown): string | null {
  return isText(value) ? value : null
}
