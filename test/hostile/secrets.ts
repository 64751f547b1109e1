/** The kinds of value that only the app and the pool may know. */
export type SecretKind = 'state' | 'nonce' | 'code' | 'verifier' | 'access token' | 'id token' | 'refresh token'

export interface Secrets {
  readonly all: ReadonlyMap<string, SecretKind>
  /** Collects the secrets of a request to the pool and of its response. */
  readonly notice: (request: Request, form: URLSearchParams, response: Response) => Promise<void>
}

/** Collects the secrets of a test run from the requests and responses of a pool. */
export function collectSecrets(): Secrets {
  const all = new Map<string, SecretKind>()
  const add = (value: string | null, kind: SecretKind) => {
    // A search for a short value would find it by chance.
    if (value !== null && value.length >= 16) all.set(value, kind)
  }
  return {
    all,
    async notice(request, form, response) {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/oauth2/authorize') {
        add(searchParams.get('state'), 'state')
        add(searchParams.get('nonce'), 'nonce')
      }
      const location = response.headers.get('location')
      const next = location === null ? null : new URL(location, request.url)
      // A code that Google sends to the pool is no secret of the app, so only redirects to other origins count.
      if (next !== null && next.origin !== new URL(request.url).origin) add(next.searchParams.get('code'), 'code')
      if (pathname !== '/oauth2/token' || request.method !== 'POST') return
      add(form.get('code'), 'code')
      add(form.get('code_verifier'), 'verifier')
      add(form.get('refresh_token'), 'refresh token')
      if (response.status !== 200) return
      const tokens: Record<string, unknown> = await response.clone().json()
      add(asText(tokens['access_token']), 'access token')
      add(asText(tokens['id_token']), 'id token')
      add(asText(tokens['refresh_token']), 'refresh token')
    },
  }
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
