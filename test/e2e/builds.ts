import { pseudoLanguage, pseudoMessages } from './pseudo-language.ts'

const folder = 'node_modules/.cache/e2e'

/** A production build that the browser tests use. */
interface Build {
  readonly name: string
  readonly outDir: string
  readonly env: Readonly<Record<string, string>>
  /** Vite's `base`; the root if absent. */
  readonly base?: string
  /** What a developer who adopts the project changes in its files before this build. */
  readonly edits?: readonly Edit[]
}

/** Deletes a file or folder, writes a new file, or replaces a text in a file. */
export type Edit =
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'replace'; readonly path: string; readonly text: string; readonly by: string }

export const e2eBuilds = [
  { name: 'callback', outDir: `${folder}/callback`, env: {} },
  // The pool of the AWS walk-through has one callback URL, and this URL has no path.
  { name: 'bare', outDir: `${folder}/bare`, env: { VITE_COGNITO_REDIRECT_URI: 'http://localhost:3000' } },
  { name: 'below-path', outDir: `${folder}/below-path`, env: {}, base: '/app/' },
  { name: 'cdn', outDir: `${folder}/cdn`, env: {}, base: 'https://cdn.example.net/x/' },
  {
    name: 'browser-storage',
    outDir: `${folder}/browser-storage`,
    env: { VITE_SESSION_STORAGE: 'browser' },
  },
  { name: 'idle', outDir: `${folder}/idle`, env: { VITE_IDLE_SIGN_OUT: '15m' } },
  {
    name: 'without-early',
    outDir: `${folder}/without-early`,
    env: {},
    edits: [
      { kind: 'delete', path: 'early' },
      { kind: 'delete', path: 'test/early' },
      { kind: 'replace', path: 'vite.config.ts', text: '      ...earlyStart(config),\n', by: '' },
      {
        kind: 'replace',
        path: 'vite.config.ts',
        text: "import { earlyStart } from './early/vite-plugin.ts'\n",
        by: '',
      },
    ],
  },
  // The landing page, which is public, is used here as the page of a guarded route.
  {
    name: 'guarded-pages',
    outDir: `${folder}/guarded-pages`,
    env: {},
    edits: [
      {
        kind: 'replace',
        path: 'src/config/paths.ts',
        text: 'requiresAuth: true, prerender: false },\n]',
        by: `requiresAuth: true, prerender: false },
  { path: '/reports', page: 'landing', requiresAuth: true, prerender: false },
  { path: '/account/orders', page: 'landing', requiresAuth: true, prerender: false },
]`,
      },
    ],
  },
  // A third language, as an adopting team adds one: a folder and a line.
  {
    name: 'third-language',
    outDir: `${folder}/third-language`,
    env: {},
    edits: [
      {
        kind: 'replace',
        path: 'src/i18n/languages.ts',
        text: "['en', 'ko']",
        by: `['en', 'ko', '${pseudoLanguage}']`,
      },
      ...pseudoMessages,
    ],
  },
] as const satisfies readonly Build[]

export type E2eBuild = (typeof e2eBuilds)[number]['name']
