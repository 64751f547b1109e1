export interface Quartiles {
  readonly lower: number
  readonly median: number
  readonly upper: number
}

export function median(values: readonly number[]): number {
  return at(values, 0.5)
}

export function quartiles(values: readonly number[]): Quartiles {
  return { lower: at(values, 0.25), median: at(values, 0.5), upper: at(values, 0.75) }
}

/** The value at that part of all of them, in order; between two, the one that is nearer to it on a line. */
function at(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
