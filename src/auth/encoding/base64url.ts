/** Decodes base64url without padding (RFC 4648, section 5); null if the text is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

/** Encodes bytes as base64url, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Decodes a JSON object from base64url; null if the text holds anything else. */
export function objectFromBase64url(text: string): Record<string, unknown> | null {
  const bytes = fromBase64url(text)
  if (bytes === null) return null
  try {
    const decoded: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof decoded === 'object' && decoded !== null && !Array.isArray(decoded) ? { ...decoded } : null
  } catch {
    return null
  }
}
