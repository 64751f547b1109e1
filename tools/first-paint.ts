import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, runnerImport, type Plugin, type Rolldown } from 'vite'
import type { AppConfig } from '../src/config.ts'

const root = join(import.meta.dirname, '..')
const languages = ['en', 'ko'] as const
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
      async handler(html) {
        const [script, blocks] = await Promise.all([bundleHeadStart(config), prerender(config)])
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

async function bundleHeadStart(config: AppConfig): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: { 'import.meta.env.APP_CONFIG': JSON.stringify(config) },
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

interface Prerenderer {
  readonly landingHtml: (config: AppConfig, language: (typeof languages)[number]) => string
}

async function prerender(config: AppConfig): Promise<string> {
  const { module } = await runnerImport<Prerenderer>(join(root, 'src/prerender.tsx'), {
    root,
    configFile: false,
    logLevel: 'error',
  })
  return languages
    .map((language, at) => {
      const id = at === 0 ? ' id="root"' : ''
      return `<div${id} data-prerendered="${language}" lang="${language}" data-session="restoring">${module.landingHtml(config, language)}</div>`
    })
    .join('')
}

function hostsOf({ session }: AppConfig): string[] {
  return [...new Set([session.domain, session.issuer].map((url) => new URL(url).origin))]
}
