import type { Plugin } from 'vite'

const library = /\/oidc-client-ts\/dist\/esm\/oidc-client-ts\.js$/
const logCall = /(?<![\w.])(?:this\._logger|logger2|Logger)\.(?:create|createStatic|debug|info|warn|error)\(/g

/**
 * Leaves oidc-client-ts's log out of a build: at its DEBUG level it writes tokens to the console, and it takes 2 kB. The
 * calls are marked as free of side effects, so that the minifier drops those whose result is not used.
 */
export function dropLibraryLog(): Plugin {
  return {
    name: 'toyseven:drop-library-log',
    apply: 'build',
    transform: {
      filter: { id: library },
      handler: (code) => ({ code: code.replace(logCall, '/* @__PURE__ */ $&'), map: null }),
    },
  }
}
