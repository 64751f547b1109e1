import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const appScript = /<script type="module"[^>]* src="([^"]*\/)assets\/[^"/]*"/

/**
 * Makes Vite's `base` say one thing: a path is the app's own and that of its assets; another host is where the assets
 * are, while the app's own path is the root. So a relative base is the root too: a page below a path, which every deep
 * link is, would look for its assets there. A preview takes the base of the build that it serves.
 */
export function appBase(): Plugin {
  return {
    name: 'toyseven:app-base',
    config({ base: wanted = '/', root = '.', build }, { command, isPreview }) {
      if (isPreview === true) return { base: appPathOf(builtBase(resolve(root, build?.outDir ?? 'dist'))) }
      const base = wanted.startsWith('//') ? `https:${wanted}` : wanted
      if (command === 'build' && URL.canParse(base)) return { base }
      return { base: appPathOf(base) }
    },
  }
}

/** The path of the app, with a slash at both ends. */
export function appPathOf(base: string): string {
  if (URL.canParse(base) || base.startsWith('.')) return '/'
  return `/${base}/`.replaceAll(/\/+/g, '/')
}

/** The origins other than the app's own that its assets come from: none or one. */
export function assetOriginsOf(base: string): readonly string[] {
  return URL.canParse(base) ? [new URL(base).origin] : []
}

/** The base that a page was built with. */
export function baseOfPage(html: string): string {
  return appScript.exec(html)?.[1] ?? '/'
}

function builtBase(folder: string): string {
  const page = resolve(folder, 'index.html')
  return existsSync(page) ? baseOfPage(readFileSync(page, 'utf8')) : '/'
}
