import { build, type Rolldown } from 'vite'
import { gzipBytes, kilobytes } from './bytes.ts'

/** The goal for everything, in bytes after gzip -9. */
const goalBytes = 105_000

/**
 * Prints what the first load transfers in JavaScript, gzipped, by library. A library has no size of its own inside a
 * minified bundle: its share is its part of the chunk, in proportion to how its own code compresses.
 */
export async function measureSize(): Promise<void> {
  const entry = firstLoad(await bundle())
  const total = entry.reduce((sum, chunk) => sum + gzipBytes(chunk.code), 0)
  console.info(
    `JavaScript of the first load: ${kilobytes(total)} kB gz in ${entry.length} file(s), goal ${kilobytes(goalBytes)}`,
  )
  const shares = [...sharesOf(entry)].toSorted(([, a], [, b]) => b - a)
  for (const [library, bytes] of shares) console.info(`  ${kilobytes(bytes).padStart(6)}  ${library}`)
}

async function bundle(): Promise<Rolldown.OutputChunk[]> {
  const output = await build({ mode: 'loopback', logLevel: 'error', build: { write: false } })
  if (Array.isArray(output) || !('output' in output)) throw new Error('Expected one bundle.')
  return output.output.filter((file) => file.type === 'chunk')
}

/** The entry and everything that it imports at once. */
function firstLoad(chunks: Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const names = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const name of names) {
    const chunk = chunks.find(({ fileName }) => fileName === name)
    for (const imported of chunk?.imports ?? []) names.add(imported)
  }
  return chunks.filter(({ fileName }) => names.has(fileName))
}

function sharesOf(chunks: Rolldown.OutputChunk[]): Map<string, number> {
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
