import { createHash, randomBytes } from 'node:crypto'
import { send } from './http-client.ts'
import { clientId, userAt, redirectUri } from './pool-people.ts'

/** The addresses of a server's endpoints. */
export type Site = { readonly origin: string; readonly authorizePath: string; readonly tokenPath: string }

const maxHops = 8

/** Signs a user in as a new browser does: authorize request, form, code, tokens. Returns the refresh token. */
export async function signIn(site: Site, index: number): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const callback = await followSignIn(site, authorizeUrl(site, verifier), index)
  const code = new URL(callback).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  return tokens(site, form)
}

/** Exchanges a refresh token for the next one. */
export function refresh(site: Site, refreshToken: string): Promise<string> {
  return tokens(site, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

function authorizeUrl({ origin, authorizePath }: Site, verifier: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return `${origin}${authorizePath}?${query}`
}

async function tokens({ origin, tokenPath }: Site, form: Record<string, string>): Promise<string> {
  const response = await send(`${origin}${tokenPath}`, { form: new URLSearchParams({ client_id: clientId, ...form }) })
  const found: unknown = JSON.parse(response.body)
  if (!hasTokens(found)) throw new Error(`No tokens: ${response.status} ${response.body}`)
  return found.refresh_token
}

/** Requires an ID token and a JWT access token, so that both servers sign twice. */
function hasTokens(found: unknown): found is { refresh_token: string } {
  if (typeof found !== 'object' || found === null) return false
  const { access_token: access, id_token: id, refresh_token: newRefresh } = { ...found } as Record<string, unknown>
  return [access, id].every((token) => String(token).split('.').length === 3) && typeof newRefresh === 'string'
}

/** Follows redirects with a cookie jar, submits the sign-in form, and returns the callback URL of the app. */
async function followSignIn(site: Site, start: string, index: number): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let hop = 0; hop < maxHops; hop += 1) {
    const response = await send(url, { cookie: cookieHeader(cookies), ...(form === undefined ? {} : { form }) })
    for (const line of response.setCookies) remember(cookies, line)
    if (response.location === '') {
      const { email, password } = userAt(index)
      form = new URLSearchParams({ ...hiddenFields(response.body), username: email, password })
      continue
    }
    url = new URL(response.location, url).href
    if (!url.startsWith(site.origin)) return url
    form = undefined
  }
  throw new Error(`Too many redirects in the sign-in: ${url}`)
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

function remember(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1)
  const at = pair.indexOf('=')
  cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

function hiddenFields(page: string): Record<string, string> {
  const [form = ''] = page.split('</form>', 1)
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
}
