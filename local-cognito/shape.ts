/** Turns a value of unknown origin into a `T`, or throws `ShapeError`. */
export type Read<T> = (value: unknown) => T

/** A value that came from outside is not what it has to be. The message names the place, never the value. */
export class ShapeError extends Error {
  override name = 'ShapeError'
}

/** Reads a string. */
export const readText: Read<string> = (value) => {
  if (typeof value !== 'string') throw new ShapeError('is not a text')
  return value
}

/** Reads a finite number. */
export const readNumber: Read<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError('is not a number')
  return value
}

/** Reads one of the given values and nothing else. */
export function readOneOf<const T extends string | number>(...allowed: readonly T[]): Read<T> {
  return (value) => {
    const found = allowed.find((one) => one === value)
    if (found === undefined) throw new ShapeError(`is not one of: ${allowed.join(', ')}`)
    return found
  }
}

/** Reads `null`, or what `read` reads. */
export function readNullable<T>(read: Read<T>): Read<T | null> {
  return (value) => (value === null ? null : read(value))
}

/** Reads a member that may be missing. */
export function readOptional<T>(read: Read<T>): Read<T | undefined> {
  return (value) => (value === undefined ? undefined : read(value))
}

/** Reads a list whose items all fit. */
export function readList<T>(read: Read<T>): Read<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new ShapeError('is not a list')
    return value.map((item, index) => at(`[${index}]`, () => read(item)))
  }
}

/** Reads an object used as a dictionary: any keys, values that all fit. */
export function readDictionary<T>(read: Read<T>): Read<Record<string, T>> {
  return (value) =>
    Object.fromEntries(entriesOf(value).map(([key, item]) => [key, at(`.${key}`, () => read(item))] as const))
}

/** Reads an object with exactly the named members; further members are left out of the result. */
export function readShape<T extends object>(members: { readonly [K in keyof T]: Read<T[K]> }): Read<T> {
  return (value) => {
    const found = new Map(entriesOf(value))
    const result: Partial<T> = {}
    for (const key in members) result[key] = at(`.${key}`, () => members[key](found.get(key)))
    if (!isWhole(result, members)) throw new ShapeError('is not whole')
    return result
  }
}

function isWhole<T>(found: Partial<T>, members: { readonly [K in keyof T]: unknown }): found is T {
  return Object.keys(members).every((key) => key in found)
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError('is not an object')
  return Object.entries(value)
}

function at<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    const joint = error.message.startsWith('.') || error.message.startsWith('[') ? '' : ' '
    throw new ShapeError(`${place}${joint}${error.message}`, { cause: error })
  }
}
