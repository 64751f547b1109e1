import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalizePath, type Plugin } from 'vite'

const folder = import.meta.dirname
const namedExport = /^export \{([^}]+)\} from '([^']+)'$/gm

/**
 * In a build, the app takes the modules that shared.ts exports from the script inside the HTML, which has run
 * before, instead of loading them a second time. An export that shared.ts lacks stops the build.
 */
export function sharedModules(): Plugin {
  const source = readFileSync(join(folder, 'shared.ts'), 'utf8')
  const names = new Map(
    [...source.matchAll(namedExport)].map(([, list = '', path = '']) => [normalizePath(join(folder, path)), list]),
  )
  return {
    name: 'toyseven:shared-modules',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const list = names.get(id)
      return list === undefined ? undefined : `export const {${list}} = window[Symbol.for('toyseven.shared')]`
    },
  }
}
