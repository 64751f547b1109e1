import type { Plugin } from 'vite'

const reactRouter = /\/react-router\/dist\/production\/.*\.mjs$/
const displayName = /^\w+\.displayName = "\w+";$/gm
const component = /\bReact\d*\.(?:forwardRef|createContext|memo)\(/g

/**
 * Leaves the components of React Router that the app never renders out of a build: forms, fetchers and links that
 * prefetch, 2 kB. The bundler keeps them otherwise, since it cannot know that a call of React has no side effect, and
 * since the name for React's developer tools is a use of its component.
 */
export function pruneReactRouter(): Plugin {
  return {
    name: 'toyseven:prune-react-router',
    apply: 'build',
    transform: {
      filter: { id: reactRouter },
      handler: (code) => ({
        code: code.replace(displayName, '').replace(component, '/* @__PURE__ */ $&'),
        map: null,
      }),
    },
  }
}
