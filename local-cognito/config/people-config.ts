import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { standardAttributes } from './standard-attributes.ts'
import { flag, list, oneOf, text } from './checks.ts'

const email = v.pipe(text, v.email('has to be an e-mail address'))

export const customAttributeName = v.pipe(text, v.startsWith('custom:', 'has to begin with "custom:"'))

/** Standard attributes, such as `picture`, and custom ones, whose names begin with `custom:`. All values are text. */
const attributesSchema = v.record(
  v.pipe(
    text,
    v.regex(
      new RegExp(`^(?:custom:.+|${standardAttributes.join('|')})$`),
      'has to be a standard attribute, or to begin with "custom:"',
    ),
  ),
  v.string('has to be a text'),
)

/** A user who signs in with an e-mail address and a password. */
export const personSchema = v.pipe(
  v.strictObject({
    email,
    password: text,
    name: text,
    emailVerified: v.optional(flag, true),
    groups: v.optional(list(text), []),
    attributes: v.optional(attributesSchema, {}),
    status: v.optional(oneOf(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD']), 'CONFIRMED'),
    isEnabled: v.optional(flag, true),
    /** Default: derived from the e-mail address, so that it stays the same after a reset. */
    sub: v.exactOptional(text),
  }),
  v.transform((person) => ({ sub: idFrom(person.email.toLowerCase()), ...person })),
)

/** An account at the stand-in for Google. The pool creates the user at the first sign-in. */
export const googleAccountSchema = v.pipe(
  v.strictObject({
    /** Google's id of the account. */
    googleSub: v.pipe(text, v.digits('has to be a text of digits')),
    email,
    name: text,
    emailVerified: v.optional(flag, true),
    /** What the pool's attribute mapping takes from Google besides e-mail and name, e.g. `picture`. */
    attributes: v.optional(attributesSchema, {}),
    /** Whether Google sends the address to the pool. Without an address the pool refuses the sign-in. */
    sharesEmail: v.optional(flag, true),
    /** The `sub` of the pool's user. Cognito uses a random one. Here it stays the same after a reset. */
    sub: v.exactOptional(text),
  }),
  v.transform((account) => ({ sub: idFrom(`google_${account.googleSub}`), ...account })),
)

export type Person = v.InferOutput<typeof personSchema>
export type GoogleAccount = v.InferOutput<typeof googleAccountSchema>

/** Makes a UUID from a text. The same text always gives the same UUID. */
export function idFrom(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
