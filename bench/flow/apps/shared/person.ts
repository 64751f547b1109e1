export interface Person {
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

/** Unchecked. */
export function readClaims({ id_token: token }: Tokens): Claims {
  const [, payload = ''] = token.split('.')
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

export function personOf({ name, email, exp }: Pick<Claims, 'name' | 'email' | 'exp'>): Person {
  return { name, email, expiresAtMs: exp * 1000 }
}

export function storedPerson(): Person | null {
  const stored = sessionStorage.getItem('tokens')
  return stored === null ? null : personOf(readClaims(JSON.parse(stored)))
}
