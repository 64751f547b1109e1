import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/** What is text in a build, and how an answer says so. */
export const textTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Writes beside each text of a build what goes over the wire: as small as it gets, since it is done but once. */
export function brotli(): Plugin {
  return {
    name: 'toyseven:brotli',
    apply: 'build',
    writeBundle: {
      order: 'post',
      // After integrity() has written into the page.
      sequential: true,
      handler({ dir = 'dist' }) {
        for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
          if (extname(name) in textTypes) compress(join(dir, name))
        }
      },
    },
  }
}

/** The file that holds the same in brotli, if the client takes it and there is one. */
export function brotliOf(file: string, acceptEncoding: string): string | null {
  const compressed = `${file}.br`
  return /\bbr\b/.test(acceptEncoding) && existsSync(compressed) ? compressed : null
}

function compress(file: string): void {
  const text = readFileSync(file)
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength }
  writeFileSync(`${file}.br`, brotliCompressSync(text, { params }))
}
