import { stampFields } from '../http/csrf-token.ts'

const ownFields: readonly string[] = [...Object.values(stampFields), 'back']

/**
 * A form as JSON would have said it: numbers and true or false are no texts; fields that were left empty are not
 * there.
 */
export function fieldsOf(form: URLSearchParams): Record<string, unknown> {
  const filled = [...form].filter(([name, value]) => value !== '' && !ownFields.includes(name))
  return Object.fromEntries(filled.map(([name, value]) => [name, asJson(value)]))
}

function asJson(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true'
  return /^-?\d+$/.test(value) ? Number(value) : value
}
