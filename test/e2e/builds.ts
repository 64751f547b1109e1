const folder = 'node_modules/.cache/e2e'

/** The production builds that the browser tests look at. */
export const e2eBuilds = [
  { name: 'callback', outDir: `${folder}/callback`, env: {} },
  // The walk-through's pool knows one callback URL, and it has no path.
  { name: 'bare', outDir: `${folder}/bare`, env: { VITE_COGNITO_REDIRECT_URI: 'http://localhost:3000' } },
  {
    name: 'browser-storage',
    outDir: `${folder}/browser-storage`,
    env: { VITE_SESSION_STORAGE: 'browser' },
  },
] as const satisfies readonly { name: string; outDir: string; env: Record<string, string> }[]

export type E2eBuild = (typeof e2eBuilds)[number]['name']
