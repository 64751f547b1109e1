import { html } from 'hono/html'
import type { PoolContext } from '../../http/context.ts'
import { chooseLanguage } from '../../http/language.ts'
import type { Language } from '../../http/language.ts'
import type { LanguageDeps } from '../../http/language.ts'
import { iconPath, stylePath } from '../../http/local-paths.ts'
import type { Clients } from '../../oauth/clients.ts'
import { pageText } from '../text/page-text.ts'
import type { PageText } from '../text/page-text.ts'

export type Html = ReturnType<typeof html>

export type PageBody = { readonly title: string; readonly content: Html; readonly width?: 'narrow' | 'medium' | 'wide' }

export type PageDeps = LanguageDeps & { readonly clients: Pick<Clients, 'all'> }

/** Responds with a page of the pool. The page allows no JavaScript and no framing, and has no CORS header. */
export async function answerPage(
  c: PoolContext,
  pool: PageDeps,
  status: 200 | 400 | 403 | 404 | 500,
  body: (text: PageText, language: Language) => PageBody,
): Promise<Response> {
  const language = chooseLanguage(c, pool)
  const text = pageText(language)
  c.header('Content-Security-Policy', contentSecurityPolicy(pool))
  c.header('X-Frame-Options', 'DENY')
  c.header('Content-Language', language)
  return c.html(layout(language, text, body(text, language), pool), status)
}

/** Chromium applies `form-action` to redirects after a form too. The sign-in form redirects to the app's callback. */
function contentSecurityPolicy({ clients }: PageDeps): string {
  const callbacks = clients.all().flatMap((client) => client.callbackUrls.map(policySource))
  const formAction = ["'self'", ...new Set(callbacks)].join(' ')
  return [
    "default-src 'none'",
    "style-src 'self'",
    // The icon of the tab.
    "img-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

function policySource(callbackUrl: string): string {
  const { origin, protocol } = new URL(callbackUrl)
  // A custom scheme has no origin.
  return origin === 'null' ? protocol : origin
}

function layout(
  language: Language,
  text: PageText,
  { title, content, width = 'narrow' }: PageBody,
  { config }: PageDeps,
): Html {
  const generator = config.managedLoginVersion === 2 ? 'managed login (2)' : 'classic hosted UI (1)'
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="local stand-in for ${generator}" />
        <title>${title}</title>
        <link rel="icon" href="${iconPath}" type="image/svg+xml" />
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <header class="bar">${text.bar}</header>
        <main class="${width}">${content}</main>
      </body>
    </html>`
}

/** A name in its own language, so that a screen reader on an English page reads Hangul as Korean. */
export function nameInItsLanguage(name: string): Html {
  return /\p{Script=Hangul}/u.test(name) ? html`<span lang="ko">${name}</span>` : html`<span lang="en">${name}</span>`
}
