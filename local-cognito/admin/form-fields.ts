import { csrfFields } from '../http/csrf-token.ts'

const hiddenFields: readonly string[] = [...Object.values(csrfFields), 'back']

/**
 * Converts a form to the values that JSON would have: numbers and booleans instead of text. Omits empty fields.
 */
export function fieldsOf(form: URLSearchParams): Record<string, unknown> {
  const filled = [...form].filter(([name, value]) => value !== '' && !hiddenFields.includes(name))
  return Object.fromEntries(filled.map(([name, value]) => [name, asJson(value)]))
}

function asJson(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true'
  return /^-?\d+$/.test(value) ? Number(value) : value
}
