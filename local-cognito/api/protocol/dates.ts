/** A time as the API's JSON writes it: seconds since 1970, with milliseconds as a fraction. */
export function epochSeconds(ms: number): number {
  return ms / 1000
}
