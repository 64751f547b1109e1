import { readForms } from './html-form.ts'

/** Where a visit ended: a page of the pool, or the first URL outside it (status of the redirect, no text). */
type Visit = {
  readonly url: string
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** A browser without JavaScript. It has cookies, follows redirects inside the pool and stops when one leaves it. */
export type Visitor = {
  /** The cookies, by name. A test can change them: `cookies.delete('cognito')`. */
  readonly cookies: Map<string, string>
  open(url: string, headers?: Record<string, string>): Promise<Visit>
  /** Submits the first form of a page that has a field or button of this name. */
  submit(page: Visit, fields: Record<string, string>): Promise<Visit>
  /**
   * Signs in with e-mail and password, or with the person's one-click button if no password is given. Returns the
   * callback URL with its parameters. A browser that is signed in already gets it at once.
   */
  signIn(authorizeUrl: string, email: string, password?: string): Promise<string>
  /** Signs in at the stand-in for Google, whether or not `authorizeUrl` names it. Returns the callback URL. */
  signInWithGoogle(authorizeUrl: string, email: string): Promise<string>
  /** Goes to Google and cancels there. Returns the callback URL with the error. */
  cancelGoogle(authorizeUrl: string): Promise<string>
  /** Opens a `/logout` URL. The result has the URL that the browser ends at. */
  logout(url: string): Promise<Visit>
}

/** The server that the visitor opens: a pool, or an object that responds like one. */
type Site = { readonly config: { readonly origin: string }; fetch(request: Request): Promise<Response> }

const longestChain = 10

/** Makes a visitor with an empty cookie jar. Two visitors are two browsers. */
export function createVisitor(pool: Site): Visitor {
  const cookies = new Map<string, string>()

  async function send(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await pool.fetch(new Request(url, { ...init, headers }))
    for (const line of response.headers.getSetCookie()) remember(cookies, line)
    return response
  }

  async function visit(url: string, init: RequestInit = {}): Promise<Visit> {
    let next = new URL(url, pool.config.origin)
    let response = await send(next.href, init)
    for (let hop = 0; hop < longestChain; hop += 1) {
      const location = response.headers.get('location')
      if (location === null) return asVisit(next.href, response, await response.text())
      // The URL parser would add a slash after a bare host, but a test needs the URL as the pool sent it.
      if (!isInside(pool.config.origin, new URL(location, next))) return asVisit(location, response, '')
      next = new URL(location, next)
      response = await send(next.href, init.headers === undefined ? {} : { headers: init.headers })
    }
    throw new Error(`More than ${longestChain} redirects, the last to ${next.href}`)
  }

  async function submit(page: Visit, fields: Record<string, string>): Promise<Visit> {
    const form = readForms(page.text).find(({ markup }) =>
      Object.keys(fields).every((name) => markup.includes(`name="${name}"`)),
    )
    if (form === undefined) throw new Error(`No form with ${Object.keys(fields).join(', ')} at ${page.url}`)
    const body = new URLSearchParams([...form.hidden.map(([name, value]) => [name, value]), ...Object.entries(fields)])
    return visit(new URL(form.action, page.url).href, { method: 'POST', body: body.toString(), headers: formHeaders })
  }

  async function openChooser(authorizeUrl: string): Promise<Visit> {
    const page = await visit(authorizeUrl)
    return page.text.includes('name="provider"') ? submit(page, { provider: 'Google' }) : page
  }

  return {
    cookies,
    open: (url, headers) => visit(url, headers === undefined ? {} : { headers }),
    submit,
    async signIn(authorizeUrl, email, password) {
      const page = await visit(authorizeUrl)
      if (isOutside(pool.config.origin, page)) return page.url
      const fields = password === undefined ? { person: email } : { username: email, password }
      return outsideUrl(pool.config.origin, await submit(page, fields))
    },
    async signInWithGoogle(authorizeUrl, email) {
      const page = await openChooser(authorizeUrl)
      if (isOutside(pool.config.origin, page)) return page.url
      return outsideUrl(pool.config.origin, await submit(page, { account: email }))
    },
    async cancelGoogle(authorizeUrl) {
      const page = await openChooser(authorizeUrl)
      return outsideUrl(pool.config.origin, await submit(page, { failure: 'cancel' }))
    },
    logout: (url) => visit(url),
  }
}

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

function asVisit(url: string, response: Response, text: string): Visit {
  return { url, status: response.status, text, headers: response.headers }
}

function isInside(origin: string, url: URL): boolean {
  return url.origin === origin
}

function isOutside(origin: string, page: Visit): boolean {
  return !isInside(origin, new URL(page.url))
}

function outsideUrl(origin: string, page: Visit): string {
  if (isOutside(origin, page)) return page.url
  const notice = /role="alert">([^<]*)</.exec(page.text)?.[1] ?? 'no notice'
  throw new Error(`The sign-in stayed at ${page.url} (${page.status}): ${notice}`)
}

function remember(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const [name = '', ...value] = pair.split('=')
  const isRemoved = attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')
  if (isRemoved) cookies.delete(name)
  else cookies.set(name, value.join('='))
}
