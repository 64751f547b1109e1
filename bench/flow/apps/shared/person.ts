export interface User {
  readonly name: string
  readonly email: string
  readonly expiresAtMs: number
}

interface Claims {
  readonly name: string
  readonly email: string
  readonly nonce: string
  readonly exp: number
}

export interface Tokens {
  readonly id_token: string
}

/** Reads the claims of the ID token without checking the token. */
export function readClaims({ id_token: token }: Tokens): Claims {
  const [, payload = ''] = token.split('.')
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

export function userOf({ name, email, exp }: Pick<Claims, 'name' | 'email' | 'exp'>): User {
  return { name, email, expiresAtMs: exp * 1000 }
}

export function storedUser(): User | null {
  const stored = sessionStorage.getItem('tokens')
  return stored === null ? null : userOf(readClaims(JSON.parse(stored)))
}
