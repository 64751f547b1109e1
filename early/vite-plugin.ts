import { join } from 'node:path'
import { build, runnerImport, type Plugin, type Rolldown } from 'vite'
import { appPathOf } from '../build/app-base.ts'
import type { AppConfig } from '../src/config/app-config.ts'
import { sharedModules } from './shared-modules.ts'

const root = join(import.meta.dirname, '..')

const styleSheet = /<link rel="stylesheet"[^>]* href="([^"]+)">/
const appPlace = '<div id="root" data-session="restoring"></div>'
const reactDom = 'react-dom/client'
const reactEntry = 'react-entry'
const charset = '<meta charset="utf-8" />'
const appScript = /<script type="module"[^>]*><\/script>/
const end = '</body>'

/** Everything that a build needs for the early start. Without it the app starts by itself: see README.md. */
export function earlyStart(config: AppConfig): Plugin[] {
  return [sharedModules(), inlineEarly(config)]
}

/**
 * Puts into the HTML of a build: the script of this folder; the style sheet, as a template; and a template of each page
 * that a visit can start with. The script is the only inline script. The policy allows it by its hash: see
 * build/inline-scripts.ts.
 *
 * React has a script element of its own before the app's, so that the browser gets two shorter tasks instead of one long
 * task. Both elements are at the end of the body, so that the page is drawn first. The browser fetches them just as early.
 */
function inlineEarly(config: AppConfig): Plugin {
  let base = '/'
  return {
    name: 'toyseven:inline-early',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { output: { chunkFileNames: nameOfChunk } } } }),
    configResolved(resolved) {
      ;({ base } = resolved)
    },
    buildStart() {
      // A module that two entries import becomes a file of its own. A rule for chunk groups would create two files.
      this.emitFile({ type: 'chunk', id: reactDom, name: reactEntry, preserveSignature: false })
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        const [link = '', href = ''] = styleSheet.exec(html) ?? []
        const [app = ''] = appScript.exec(html) ?? []
        for (const part of [charset, app, appPlace, end, link]) {
          if (part === '' || !html.includes(part)) throw new Error(`index.html lacks ${part}`)
        }
        const chunks = Object.values(bundle).filter(isChunk)
        const react = reactChunk(chunks)
        delete bundle[react.entry]
        const [script, drawn] = await Promise.all([bundleEarlyScript(config, base), prerender(config, base)])
        const styles = `<template data-styles>${asText(sourceOf(bundle[href.slice(base.length)]))}</template>`
        // After the charset, which browsers look for in the first kilobyte.
        const head = [charset, ...preconnects(config), `<script>${script}</script>`].join('\n    ')
        return html
          .replace(charset, () => head)
          .replace(appPlace, () => [appPlace, styles, ...drawn].join('\n    '))
          .replace(app, '')
          .replace(end, () => [reactScript(base + react.file), app, end].join('\n    '))
          .replace(link, () => `<noscript>${link}</noscript>`)
      },
    },
  }
}

/**
 * The connections of the token request and of the keys, opened while the script is read. Requests without credentials do
 * not use the connection that a navigation has opened. A link that the script adds while the page leaves opens none.
 */
function preconnects({ session: { domain, issuer } }: AppConfig): string[] {
  const origins = new Set([domain, issuer].map((url) => new URL(url).origin))
  return [...origins].map((origin) => `<link rel="preconnect" href="${origin}" crossorigin />`)
}

async function bundleEarlyScript(config: AppConfig, base: string): Promise<string> {
  const output = await build({
    root,
    base,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: { 'import.meta.env.APP_CONFIG': JSON.stringify(config) },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: join(root, 'early/early-entry.ts'), output: { format: 'iife' } },
    },
  })
  const [chunk] = 'output' in output ? output.output.filter(isChunk) : []
  if (chunk === undefined || /<\/script|<!--/.test(chunk.code)) throw new Error('early/ cannot stand in HTML.')
  return chunk.code.trim()
}

function sourceOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): string {
  if (file?.type !== 'asset') throw new Error('The style sheet that index.html names is not in the build.')
  return String(file.source).trim()
}

function isChunk(file: Rolldown.OutputChunk | Rolldown.OutputAsset): file is Rolldown.OutputChunk {
  return file.type === 'chunk'
}

/** The app imports React too. A module runs only once. */
function reactScript(url: string): string {
  return `<script type="module" async crossorigin src="${url}"></script>`
}

/** The chunk with React, and the empty entry that created it. The chunk imports nothing, so that it arrives first. */
function reactChunk(chunks: readonly Rolldown.OutputChunk[]): { file: string; entry: string } {
  const entry = chunks.find(({ name }) => name === reactEntry)
  const [file = '', ...others] = entry?.imports ?? []
  const react = chunks.find(({ fileName }) => fileName === file)
  if (entry === undefined || others.length > 0 || react?.imports.length !== 0) {
    throw new Error('React has no chunk of its own.')
  }
  return { file, entry: entry.fileName }
}

function nameOfChunk({ name, moduleIds }: Rolldown.PreRenderedChunk): string {
  return `assets/${moduleIds.some((id) => id.endsWith(`${reactDom}.js`)) ? 'react' : name}-[hash].js`
}

async function prerender(config: AppConfig, base: string): Promise<string[]> {
  const file = join(import.meta.dirname, 'prerender-pages.tsx')
  const { module } = await runnerImport<typeof import('./prerender-pages.tsx')>(file, {
    root,
    base: appPathOf(base),
    configFile: false,
    logLevel: 'error',
  })
  return module
    .prerenderPages(config)
    .map(({ page, language, html }) => `<template data-page="${page}" lang="${language}">${html}</template>`)
}

function asText(css: string): string {
  return css.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
