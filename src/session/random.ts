/** Random bytes from the browser's secure source. */
export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

/** The same as lowercase hexadecimal digits, two a byte. */
export function randomHex(byteCount: number): string {
  return Array.from(randomBytes(byteCount), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
