import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, runnerImport, type Plugin, type Rolldown } from 'vite'
import type { AppConfig } from '../src/config.ts'
import type { FilesByLanguage } from '../src/preload.ts'
import type { Language } from '../src/text/language.ts'

const root = join(import.meta.dirname, '..')
const languages: readonly Language[] = ['en', 'ko']
const charset = '<meta charset="utf-8" />'
const emptyRoot = '<div id="root" data-session="restoring"></div>'

/**
 * Puts into the HTML of a build what cannot wait for the app: the script of src/head-start.ts, whole, and the landing
 * page as it will look, once for each language; and names the hosts that will be asked next. The script is the only one
 * inside the page; the policy lets it run by its hash: see inlineScriptHashes.
 */
export function firstPaint(config: AppConfig): Plugin {
  return {
    name: 'toyseven:first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        const files = filesByLanguage(Object.values(bundle).filter(isChunk))
        const [script, blocks] = await Promise.all([bundleHeadStart(config, files), prerender(config)])
        for (const part of [charset, emptyRoot]) if (!html.includes(part)) throw new Error(`index.html lacks ${part}`)
        const early = hostsOf(config).flatMap((host) => [
          `<link rel="preconnect" href="${host}" />`,
          `<link rel="preconnect" href="${host}" crossorigin />`,
        ])
        // Behind the charset, which browsers look for in the first kilobyte, and in front of the styles: a script that
        // stands behind them waits for them.
        const head = [charset, ...early, `<script>${script}</script>`].join('\n    ')
        return html.replace(emptyRoot, () => blocks).replace(charset, () => head)
      },
    },
  }
}

/** What a Content-Security-Policy calls the scripts inside a page. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code)
  return scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
}

async function bundleHeadStart(config: AppConfig, files: FilesByLanguage): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: {
      'import.meta.env.APP_CONFIG': JSON.stringify(config),
      'import.meta.env.APP_FILES': JSON.stringify(files),
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

function isChunk(file: Rolldown.OutputChunk | Rolldown.OutputAsset): file is Rolldown.OutputChunk {
  return file.type === 'chunk'
}

function filesByLanguage(chunks: readonly Rolldown.OutputChunk[]): FilesByLanguage {
  const filesOf = (modules: readonly string[]) => {
    const names = new Set<string>()
    for (const module of modules) addFiles(chunks, chunkOf(chunks, module), names)
    return [...names].map((name) => `/${name}`)
  }
  const of = (language: Language) => ({
    first: filesOf([`src/text/${language}/first.ts`]),
    account: filesOf([`src/text/${language}/account.ts`, 'src/pages/account.tsx']),
  })
  return { en: of('en'), ko: of('ko') }
}

function chunkOf(chunks: readonly Rolldown.OutputChunk[], module: string): Rolldown.OutputChunk {
  const found = chunks.find(({ facadeModuleId }) => facadeModuleId === join(root, module))
  if (found === undefined) throw new Error(`${module} has no chunk of its own.`)
  return found
}

/** The chunk's own file, and those of what it imports, but for what the page itself names. */
function addFiles(chunks: readonly Rolldown.OutputChunk[], chunk: Rolldown.OutputChunk, names: Set<string>): void {
  if (chunk.isEntry || names.has(chunk.fileName)) return
  names.add(chunk.fileName)
  for (const name of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === name)
    if (imported !== undefined) addFiles(chunks, imported, names)
  }
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

function hostsOf({ session }: AppConfig): string[] {
  return [...new Set([session.domain, session.issuer].map((url) => new URL(url).origin))]
}
