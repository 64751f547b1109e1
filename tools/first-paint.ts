import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, runnerImport, type Plugin, type Rolldown } from 'vite'
import type { AppConfig } from '../src/config.ts'
import type { Language } from '../src/text/language.ts'

const root = join(import.meta.dirname, '..')
type WordFiles = Readonly<Record<Language, string>>

const languages: readonly Language[] = ['en', 'ko']
const charset = '<meta charset="utf-8" />'
const styleSheet = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/
const emptyRoot = '<div id="root" data-session="restoring"></div>'

/**
 * Puts into the HTML of a build what cannot wait for the app: the script of src/head-start.ts, whole and with every
 * style in it, and the landing page as it will look, once for each language. The script is the only one inside the
 * page; the policy lets it run by its hash: see inlineScriptHashes.
 */
export function firstPaint(config: AppConfig): Plugin {
  return {
    name: 'toyseven:first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        const [link = '', href = ''] = styleSheet.exec(html) ?? []
        for (const part of [charset, emptyRoot, link]) {
          if (part === '' || !html.includes(part)) throw new Error(`index.html lacks ${part}`)
        }
        const words = wordFiles(Object.values(bundle).filter(isChunk))
        const [script, blocks] = await Promise.all([
          bundleHeadStart(config, words, sourceOf(bundle[href])),
          prerender(config),
        ])
        // Behind the charset, which browsers look for in the first kilobyte.
        const head = [charset, `<script>${script}</script>`].join('\n    ')
        return html
          .replace(emptyRoot, () => blocks)
          .replace(charset, () => head)
          .replace(link, () => `<noscript>${link}</noscript>`)
      },
    },
  }
}

/** The code of the scripts that stand inside a page. */
export function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code)
}

/** What a Content-Security-Policy calls them. */
export function inlineScriptHashes(html: string): string[] {
  return inlineScripts(html).map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
}

async function bundleHeadStart(config: AppConfig, words: WordFiles, styles: string): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: {
      'import.meta.env.APP_CONFIG': JSON.stringify(config),
      'import.meta.env.APP_WORDS': JSON.stringify(words),
      'import.meta.env.APP_STYLES': JSON.stringify(styles),
    },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: join(root, 'src/head-start.ts'), output: { format: 'iife' } },
    },
  })
  const [chunk] = 'output' in output ? output.output.filter(isChunk) : []
  if (chunk === undefined || chunk.code.includes('</script')) throw new Error('src/head-start.ts cannot stand in HTML.')
  return chunk.code.trim()
}

function sourceOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): string {
  if (file?.type !== 'asset') throw new Error('The style sheet that index.html names is not in the build.')
  return String(file.source).trim()
}

function isChunk(file: Rolldown.OutputChunk | Rolldown.OutputAsset): file is Rolldown.OutputChunk {
  return file.type === 'chunk'
}

function wordFiles(chunks: readonly Rolldown.OutputChunk[]): WordFiles {
  const fileOf = (language: Language) => {
    const module = `src/text/${language}/main.ts`
    const found = chunks.find(({ facadeModuleId }) => facadeModuleId === join(root, module))
    if (found === undefined) throw new Error(`${module} has no chunk of its own.`)
    return `/${found.fileName}`
  }
  return { en: fileOf('en'), ko: fileOf('ko') }
}

interface Prerendered {
  readonly landingHtml: Readonly<Record<Language, string>>
}

async function prerender(config: AppConfig): Promise<string> {
  const { module } = await runnerImport<Prerendered>(join(root, 'src/prerender.tsx'), {
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'import.meta.env.APP_CONFIG': JSON.stringify(config) },
  })
  return languages
    .map((language, at) => {
      const id = at === 0 ? ' id="root"' : ''
      return `<div${id} data-prerendered="${language}" lang="${language}" data-session="restoring">${module.landingHtml[language]}</div>`
    })
    .join('')
}
