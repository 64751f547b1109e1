import type { HtmlTagDescriptor, Plugin } from 'vite'
import { brandColors, brandFonts, brandMark, brandRadius } from '../src/brand.ts'
import type { AppConfig } from '../src/config/app-config.ts'

const tokensFile = /\/src\/ui\/tokens\.css$/
const description = 'Sign in with Amazon Cognito. You type your password on the sign-in page only, never in this app.'

/** The brand as CSS variables. */
function brandCss(): string {
  const { primary, onPrimary, accent, onAccent } = brandColors
  const variables = {
    '--primary': themed(primary),
    '--on-primary': themed(onPrimary),
    '--accent': themed(accent),

    '--on-accent': themed(onAccent),
    '--radius': `${brandRadius}px`,
    '--font': brandFonts.text,
    '--mono': brandFonts.code,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value};`)
  return `:root { ${lines.join(' ')} }`
}

/** The mark as an SVG file, for the icon of the tab. It follows the system's theme. */
function brandIcon(): string {
  const style = `<style>${iconColors(0)}@media(prefers-color-scheme:dark){${iconColors(1)}}</style>`
  const paths = brandMark.map(({ d, fill }) => `<path class="${fill}" d="${d}"/>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${style}${paths.join('')}</svg>\n`
}

function iconColors(at: 0 | 1): string {
  return `.accent{fill:${brandColors.accent[at]}}.onAccent{fill:${brandColors.onAccent[at]}}`
}

/** How the local pool's pages look: like the app. */
export function brandLook({ appName }: Pick<AppConfig, 'appName'>): { appName: string; css: string } {
  return { appName, css: `${brandCss()}\n:root { --link: var(--accent); --focus: var(--accent); }` }
}

/** Puts the brand into the style sheet. */
export function brandTokens(): Plugin {
  return {
    name: 'toyseven:brand-tokens',
    enforce: 'pre',
    transform: (code, id) => (tokensFile.test(id) ? { code: `${code}\n${brandCss()}`, map: null } : null),
  }
}

/** Puts the brand into the HTML, and adds the files that browsers and other sites request. */
export function brandFiles({ appName, session }: AppConfig): Plugin {
  const files = { 'favicon.svg': brandIcon(), 'manifest.webmanifest': manifest(appName) }
  let base = '/'
  return {
    name: 'toyseven:brand',
    configResolved(resolved) {
      ;({ base } = resolved)
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = Object.entries(files).find(([name]) => request.url === base + name)
        if (file === undefined) return next()
        response.setHeader('Content-Type', typeOf(file[0]))
        response.end(file[1])
      })
    },
    generateBundle() {
      for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) => ({
        html: html.replace(/<title>.*<\/title>/, () => `<title>${escaped(appName)}</title>`),
        tags: headTags(appName, originOf(session.redirectUri), base),
      }),
    },
  }
}

function headTags(appName: string, origin: string, base: string): HtmlTagDescriptor[] {
  return [
    link({ rel: 'icon', href: `${base}favicon.svg`, type: 'image/svg+xml' }),
    link({ rel: 'manifest', href: `${base}manifest.webmanifest` }),
    meta({ name: 'description', content: description }),
    meta({ name: 'theme-color', content: '#fafafa', media: '(prefers-color-scheme: light)' }),
    meta({ name: 'theme-color', content: '#0a0a0a', media: '(prefers-color-scheme: dark)' }),
    meta({ property: 'og:type', content: 'website' }),
    meta({ property: 'og:title', content: appName }),
    meta({ property: 'og:description', content: description }),
    meta({ property: 'og:image', content: `${base.startsWith('/') ? origin : ''}${base}social-card.png` }),
    meta({ name: 'twitter:card', content: 'summary_large_image' }),
  ]
}

function link(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'link', attrs, injectTo: 'head' }
}

function meta(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'meta', attrs, injectTo: 'head' }
}

/** Sites that show a card need the image's absolute URL. Where the app will be is known only from a redirect URI. */
function originOf(redirectUri: string): string {
  return redirectUri === '' ? '' : new URL(redirectUri).origin
}

function manifest(appName: string): string {
  const icon = { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }
  // No start page of its own and no service worker: the app is not made to be installed, but may be.
  return JSON.stringify({ name: appName, short_name: appName, start_url: '.', display: 'browser', icons: [icon] })
}

function typeOf(name: string): string {
  return name.endsWith('.svg') ? 'image/svg+xml' : 'application/manifest+json'
}

function themed([light = '', dark = '']: readonly string[]): string {
  return `light-dark(${light}, ${dark})`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
