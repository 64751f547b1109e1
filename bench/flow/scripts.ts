import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inlineScripts } from '../../build/inline-scripts.ts'
import { gzipBytes } from '../bytes.ts'
import type { Contender } from './contenders.ts'
import type { SeenRequest } from './visit.ts'

/** The bytes of JavaScript, after gzip -9, that a page ran: its files, and the scripts inside its HTML. */
export function scriptBytes({ outDir }: Contender, requests: readonly SeenRequest[]): number {
  const paths = new Set(requests.map(({ url }) => url.pathname).filter((path) => path.endsWith('.js')))
  const files = [...paths].map((path) => join(outDir, path)).filter((path) => existsSync(path))
  const html = readFileSync(join(outDir, 'index.html'), 'utf8')
  return [...files.map((file) => readFileSync(file, 'utf8')), ...inlineScripts(html)].reduce(
    (sum, code) => sum + gzipBytes(code),
    0,
  )
}
