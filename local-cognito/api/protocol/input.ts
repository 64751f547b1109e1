import * as v from 'valibot'

/**
 * A text of AWS's reference: its least and greatest length. The messages are the sentences of AWS's validation, as far
 * as they are known (UNCONFIRMED for wrong types, which AWS refuses with a `SerializationException`).
 */
export function textOf(least: number, most: number) {
  return v.pipe(
    v.string('Member must be a string'),
    v.minLength(least, `Member must have length greater than or equal to ${least}`),
    v.maxLength(most, `Member must have length less than or equal to ${most}`),
  )
}

/** A text whose bounds AWS documents as 1 to 131072 characters: codes, names and tokens. */
export const text = textOf(1, 131_072)

export const username = textOf(1, 128)
/** AWS limits passwords to 256 characters. The pool's policy decides about the minimum. */
export const password = textOf(1, 256)
export const clientId = textOf(1, 128)
export const flag = v.boolean('Member must be a boolean')

/** A confirmation code, in AWS's pattern. */
export const code = v.pipe(textOf(1, 2048), v.regex(/^\S+$/, 'Member must satisfy regular expression pattern: [\\S]+'))

/** A number of results per page. */
export function limitOf(least: number, most: number) {
  return v.pipe(
    v.number('Member must be a number'),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
    v.maxValue(most, `Member must have value less than or equal to ${most}`),
  )
}

/** One of the values that AWS lists. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return v.picklist(values, `Member must satisfy enum value set: [${values.join(', ')}]`)
}

export const attributes = v.array(
  v.object({ Name: textOf(1, 32), Value: v.optional(textOf(0, 2048), '') }),
  'Member must be a list',
)

/** Fields of an admin operation about one user. */
export const poolUser = { UserPoolId: textOf(1, 55), Username: username }
