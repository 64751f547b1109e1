import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { assetOriginsOf } from './app-base.ts'

const reference = /(<(?:script|link)\b[^>]*\b(?:src|href)="([^"]*\/assets\/[^"]+)")/g

/**
 * Adds `integrity` to the page's scripts and styles if another host serves them, so that a file which was changed there
 * does not run. Files of the app's own host have none: see docs/decisions/0014-integrity.md. Chunks that load later are
 * not covered: that needs an import map, which only an inline script can be.
 *
 * @see https://www.w3.org/TR/sri-2/
 */
export function integrity(): Plugin {
  let base = '/'
  return {
    name: 'toyseven:integrity',
    apply: 'build',
    configResolved(resolved) {
      ;({ base } = resolved)
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = 'dist' }) {
        if (assetOriginsOf(base).length === 0) return
        const page = join(dir, 'index.html')
        const html = readFileSync(page, 'utf8')
        const digest = (path: string) =>
          createHash('sha384')
            .update(readFileSync(join(dir, path)))
            .digest('base64')
        const sealed = html.replace(reference, (all, tag: string, url: string) =>
          url.startsWith(base) ? `${tag} integrity="sha384-${digest(url.slice(base.length))}"` : all,
        )
        writeFileSync(page, sealed)
      },
    },
  }
}
