/** The members of an object that came from outside; of anything else, none. */
export function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
