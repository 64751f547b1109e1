import { build, type Rolldown } from 'vite'
import { inlineScripts } from '../build/inline-scripts.ts'
import { gzipBytes, kilobytes } from './bytes.ts'
import type { PrintLine } from './report-file.ts'

/** The most that this project's own app may need, in bytes after gzip -9. test/own/limits.test.ts holds it. */
export const limits = {
  /** All JavaScript before the account page shows the user. */
  accountPage: 122_000,
  /** What comes before a redirect or a code exchange: the script in the HTML. */
  inlineScript: 8_000,
  html: 14_000,
}

/** The sizes that `limits` has, measured in a build of the app for the local pool. */
export async function measureLimits(): Promise<typeof limits> {
  const { chunks, inlineScript, html } = await bundle()
  const inFiles = firstLoad(chunks).reduce((sum, chunk) => sum + gzipBytes(chunk.code), 0)
  const inHtml = gzipBytes(inlineScript)
  return { accountPage: inFiles + inHtml, inlineScript: inHtml, html: gzipBytes(html) }
}

/**
 * Prints how much JavaScript the account page loads, gzipped, by library. The size of one library inside a minified
 * chunk cannot be measured. So each library gets a share of the chunk, in proportion to the gzipped size of its own code.
 */
export async function measureSize(printLine: PrintLine): Promise<void> {
  const { chunks, inlineScript } = await bundle()
  const needed = firstLoad(chunks)
  const inFiles = needed.reduce((sum, chunk) => sum + gzipBytes(chunk.code), 0)
  printLine(`JavaScript of the account page, English: ${kilobytes(inFiles)} kB gz in ${needed.length} files,`)
  printLine(`and ${kilobytes(gzipBytes(inlineScript))} in the HTML; limit ${kilobytes(limits.accountPage)}`)
  const shares = [...sharesOf(needed)].toSorted(([, a], [, b]) => b - a)
  for (const [library, bytes] of shares) printLine(`  ${kilobytes(bytes).padStart(6)}  ${library}`)
}

interface Bundle {
  readonly chunks: readonly Rolldown.OutputChunk[]
  readonly inlineScript: string
  readonly html: string
}

async function bundle(): Promise<Bundle> {
  const output = await build({ mode: 'loopback', logLevel: 'error', build: { write: false } })
  if (Array.isArray(output) || !('output' in output)) throw new Error('Expected one bundle.')
  const page = output.output.find(({ fileName }) => fileName === 'index.html')
  const html = page?.type === 'asset' ? String(page.source) : ''
  const [inlineScript = ''] = inlineScripts(html)
  return { chunks: output.output.filter((file) => file.type === 'chunk'), inlineScript, html }
}

/** The entry, all its static imports, and the messages of the first page. */
function firstLoad(chunks: readonly Rolldown.OutputChunk[]): readonly Rolldown.OutputChunk[] {
  const names = new Set(chunks.filter(isLoadedFirst).map(({ fileName }) => fileName))
  for (const name of names) {
    const chunk = chunks.find(({ fileName }) => fileName === name)
    for (const imported of chunk?.imports ?? []) names.add(imported)
  }
  return chunks.filter(({ fileName }) => names.has(fileName))
}

function isLoadedFirst({ isEntry, facadeModuleId }: Rolldown.OutputChunk): boolean {
  return isEntry || facadeModuleId?.endsWith('/src/i18n/messages/en/primary.ts') === true
}

function sharesOf(chunks: readonly Rolldown.OutputChunk[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const chunk of chunks) {
    const alone = gzipByLibrary(chunk)
    const sum = [...alone.values()].reduce((a, b) => a + b, 0)
    for (const [library, bytes] of alone) {
      shares.set(library, (shares.get(library) ?? 0) + (bytes / sum) * gzipBytes(chunk.code))
    }
  }
  return shares
}

function gzipByLibrary(chunk: Rolldown.OutputChunk): Map<string, number> {
  const code = new Map<string, string>()
  for (const [id, module] of Object.entries(chunk.modules)) {
    const library = libraryOf(id)
    code.set(library, (code.get(library) ?? '') + (module.code ?? ''))
  }
  return new Map([...code].map(([library, text]) => [library, gzipBytes(text)]))
}

function libraryOf(moduleId: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(moduleId) ?? []
  return name ?? (moduleId.includes('/src/') ? 'this app' : 'the bundler')
}
