import type { PoolConfig } from '../../config/pool-config.ts'
import type { UserChange } from '../../state/tables.ts'
import { standardAttributes } from '../../config/standard-attributes.ts'
import type { PoolUser } from '../../users/user.ts'
import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export type Attribute = { readonly Name: string; readonly Value: string }

const fixedAttributes: readonly string[] = ['sub', 'identities']
const verifiedAttributes: readonly string[] = ['email_verified', 'phone_number_verified']

/** The attributes of a user, as the API lists them. */
export function attributesOf(user: PoolUser): Attribute[] {
  const identities = user.identities.length > 0 ? [{ Name: 'identities', Value: JSON.stringify(user.identities) }] : []
  return [
    { Name: 'sub', Value: user.sub },
    { Name: 'email_verified', Value: String(user.emailVerified) },
    { Name: 'email', Value: user.email },
    ...(user.name === '' ? [] : [{ Name: 'name', Value: user.name }]),
    ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
    ...identities,
  ]
}

export type AttributeDeps = { readonly config: Pick<PoolConfig, 'customAttributes' | 'people'> }
export type AttributeChange = { readonly kind: 'change'; readonly change: UserChange } | ApiRefusal

/**
 * Reads attributes that an administrator sets. An empty value removes an attribute. Refuses attributes that the pool
 * does not have, and those that do not change.
 */
export function readAttributes(
  pool: AttributeDeps,
  current: Readonly<Record<string, string>>,
  wanted: readonly Attribute[],
): AttributeChange {
  const fault = wanted.map(({ Name, Value }) => findFault(pool, Name, Value)).find((found) => found !== undefined)
  if (fault !== undefined) return fault
  const others = { ...current }
  const change: { email?: string; name?: string; emailVerified?: boolean } = {}
  for (const { Name, Value } of wanted) {
    if (Name === 'email') change.email = Value
    else if (Name === 'name') change.name = Value
    else if (Name === 'email_verified') change.emailVerified = Value.toLowerCase() === 'true'
    else if (Value === '') delete others[Name]
    else others[Name] = Value
  }
  return { kind: 'change', change: { ...change, attributes: others } }
}

/** Reads attributes that a user sets. Only an administrator may set the two that mark an address as verified. */
export function readOwnAttributes(
  pool: AttributeDeps,
  current: Readonly<Record<string, string>>,
  wanted: readonly Attribute[],
): AttributeChange {
  const isForbidden = wanted.some(({ Name }) => verifiedAttributes.includes(Name))
  return isForbidden
    ? refuse('NotAuthorizedException', 'A client attempted to write unauthorized attribute')
    : readAttributes(pool, current, wanted)
}

function findFault({ config }: AttributeDeps, name: string, value: string): ApiRefusal | undefined {
  // The text for `sub` was seen for immutable attributes; that `sub` gets it is UNCONFIRMED.
  if (fixedAttributes.includes(name)) return invalid(`user.${name}: Attribute cannot be updated.\n`)
  if (name === 'email' && !isEmail(value)) return invalid('Invalid email address format.')
  const isKnown = ['email', 'name', 'email_verified'].includes(name) || standardAttributes.includes(name)
  if (isKnown || customAttributesOf(config).has(name)) return undefined
  return invalid(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`)
}

/** Whether a text is an address that the sign-up page accepts too. */
export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(value)
}

/** The custom attributes of the pool: the listed ones, and those of the configured users. */
export function customAttributesOf({ customAttributes, people }: AttributeDeps['config']): ReadonlySet<string> {
  return new Set([...customAttributes, ...people.flatMap(({ attributes }) => Object.keys(attributes))])
}

function invalid(message: string): ApiRefusal {
  return refuse('InvalidParameterException', message)
}
