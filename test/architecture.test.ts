import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What each part may import besides itself; packages are named as they are imported. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/session': ['oidc-client-ts'],
  'src/text': ['src/session', 'react'],
  'src/ui': ['react'],
  'src/head-start': [
    'src/config.ts',
    'src/frames.ts',
    'src/navigation.ts',
    'src/places.ts',
    'src/web-crypto.ts',
    'src/world.ts',
    'src/session',
    'src/text',
    'src/app.tsx',
    'src/shell.tsx',
    'react',
    'react-dom',
    'react-router-dom',
  ],
  'src/api': ['src/session'],
  'src/react': [
    'src/session',
    'src/navigation.ts',
    'src/api',
    'react',
    'react-oidc-context',
    'oidc-client-ts',
    'react-router-dom',
  ],
  'src/pages': [
    'src/places.ts',
    'src/react',
    'src/api',
    'src/ui',
    'src/text',
    'src/session',
    'react',
    'react-router-dom',
    'react-oidc-context',
  ],
  'local-cognito': ['hono', '@hono/node-server', 'jose', 'selfsigned', 'valibot', 'vite', 'node:'],
}

describe('the import arrows', () => {
  it.each(Object.entries(mayImport))('%s imports only what stands below it', (part, allowed) => {
    const strays = sourcesIn(part).flatMap((file) =>
      importsOf(file)
        .filter((target) => target !== part && !allowed.some((name) => isWithin(target, name)))
        .map((target) => `${relative(root, file)} imports ${target}`),
    )
    expect(strays).toEqual([])
  })

  it('every folder of src has its place', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.filter(({ name }) => mayImport[`src/${name}`] === undefined)).toEqual([])
  })

  it('src imports neither the tests nor the local pool', () => {
    const strays = sourcesIn('src').flatMap((file) =>
      importsOf(file).filter((target) => /^(test|local-cognito|tools|bench)\b|^node:/.test(target)),
    )
    expect(strays).toEqual([])
  })

  it('nothing imports main.tsx', () => {
    const importers = ['src', 'test', 'tools']
      .flatMap(sourcesIn)
      .filter((file) => /from '.*\/main\.tsx'/.test(read(file)))
    expect(importers).toEqual([])
  })

  it('pages take types and nothing else from the session', () => {
    const strays = ['src/pages', 'src/ui', 'src/text'].flatMap(sourcesIn).filter((file) => {
      const lines = read(file).match(/^import (?!type ).*session\/.*$/gm) ?? []
      return lines.some((line) => !line.includes('/react/'))
    })
    expect(strays).toEqual([])
  })
})

describe('src/session and src/api', () => {
  it.each([
    ['React', /\breact\b|\bJSX\b/],
    ['window', /\bwindow\b/],
    [
      'document, history, location or storage of the page',
      /\b(document|history|location|sessionStorage|localStorage)\./,
    ],
    ['import.meta', /import\.meta/],
    ['a clock or timer of its own', /\bDate\.now\b|\bnew Date\b|\bsetTimeout\b|\bsetInterval\b|\bperformance\b/],
    ['weak randomness', /Math\.random/],
    ["Node's globals", /\bprocess\b|\bBuffer\b|\bglobalThis\b/],
  ])('holds no %s', (_what, pattern) => {
    const holders = ['src/session', 'src/api']
      .flatMap(sourcesIn)
      .filter((file) => pattern.test(withoutComments(read(file))))
    expect(holders.map((file) => relative(root, file))).toEqual([])
  })
})

describe('src', () => {
  it('has no HTML sink and no inline style', () => {
    const sinks =
      /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|style=\{/
    const holders = sourcesIn('src').filter((file) => sinks.test(withoutComments(read(file))))
    expect(holders).toEqual([])
  })
})

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name))
}

/** What a file imports: a package by its name, a file of ours by its part (`src/session`, or `src/config.ts`). */
function importsOf(file: string): string[] {
  const source = withoutComments(read(file))
  const named = source.matchAll(/^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const lazy = source.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g)
  return [...named, ...lazy].map(([, specifier = '']) => {
    return specifier.startsWith('.') ? partOf(file, specifier) : specifier
  })
}

function partOf(file: string, specifier: string): string {
  const parts = relative(root, join(dirname(file), specifier)).split(sep)
  return parts[0] === 'src' ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
}

function isWithin(target: string, allowed: string): boolean {
  return target === allowed || target.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`)
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}
