import * as v from 'valibot'

/** A text that is not empty. */
export const text = v.pipe(v.string('has to be a text'), v.nonEmpty('must not be empty'))

/** True or false. */
export const flag = v.boolean('has to be true or false')

/** A whole number within the bounds, both included. */
export function wholeNumber(least: number, most: number) {
  const message = `has to be a whole number from ${least} to ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}

/** A list. `item` checks each item. */
export function list<Item extends v.GenericSchema>(item: Item) {
  return v.array(item, 'has to be a list')
}

/** One of the given texts. */
export function oneOf<const Texts extends readonly string[]>(texts: Texts) {
  return v.picklist(texts, `has to be one of: ${texts.join(', ')}`)
}
