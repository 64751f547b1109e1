import type { Plugin } from 'vite'

const helper = '\0vite/preload-helper.js'

/**
 * Leaves `import()` to the browser. Vite puts a helper around each that fetches the styles and the other chunks of a
 * chunk beside it; here no chunk has either, since the app has come before.
 */
export function nativeImport(): Plugin {
  return {
    name: 'toyseven:native-import',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load()' : undefined),
  }
}
