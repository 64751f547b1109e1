/** What nobody but app and pool may learn, and in which of their messages it travels. */
export type SecretKind = 'state' | 'nonce' | 'code' | 'verifier' | 'access token' | 'id token' | 'refresh token'

export interface Secrets {
  readonly all: ReadonlyMap<string, SecretKind>
  /** Takes what is secret out of a request to the pool, and out of its answer. */
  readonly notice: (request: Request, form: URLSearchParams, response: Response) => Promise<void>
}

/** The secrets of a test run, as a pool sees them come and go. */
export function collectSecrets(): Secrets {
  const all = new Map<string, SecretKind>()
  const add = (value: string | null, kind: SecretKind) => {
    // A short one would be found by chance.
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
      // What Google tells the pool is between the two of them.
      if (next !== null && next.origin !== new URL(request.url).origin) add(next.searchParams.get('code'), 'code')
      if (pathname !== '/oauth2/token' || request.method !== 'POST') return
      add(form.get('code'), 'code')
      add(form.get('code_verifier'), 'verifier')
      add(form.get('refresh_token'), 'refresh token')
      if (response.status !== 200) return
      const answer: Record<string, unknown> = await response.clone().json()
      add(asText(answer['access_token']), 'access token')
      add(asText(answer['id_token']), 'id token')
      add(asText(answer['refresh_token']), 'refresh token')
    },
  }
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
