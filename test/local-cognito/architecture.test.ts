import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../local-cognito')

/**
 * The folders of the local pool, from bottom to top, with what each may import besides itself. `.` is the folder
 * itself, with `pool.ts`, which puts all parts together. Packages have the prefix `npm:`.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  config: ['npm:valibot', 'npm:node'],
  state: ['npm:valibot', 'npm:node'],
  users: ['config', 'state', 'npm:node'],
  oauth: ['config', 'state', 'users', 'npm:jose', 'npm:valibot', 'npm:node'],
  'oauth/authorize': ['config', 'state', 'oauth'],
  'oauth/grants': ['config', 'state', 'users', 'oauth', 'oauth/authorize', 'npm:node'],
  http: ['config', 'state', 'npm:hono', 'npm:valibot', 'npm:node'],
  'http/endpoints': ['config', 'users', 'oauth', 'oauth/grants', 'http', 'npm:node'],
  'api/protocol': ['config', 'state', 'users', 'oauth', 'npm:valibot', 'npm:node'],
  'api/sign-in': ['config', 'state', 'users', 'oauth', 'oauth/grants', 'api/protocol', 'npm:valibot', 'npm:node'],
  'api/sessions': ['oauth', 'api/protocol', 'api/sign-in', 'npm:valibot', 'npm:node'],
  'api/sign-up': ['config', 'users', 'api/protocol', 'npm:valibot'],
  'api/users': ['config', 'state', 'users', 'oauth', 'api/protocol', 'npm:valibot', 'npm:node'],
  'api/account': ['config', 'users', 'api/protocol', 'api/users', 'npm:valibot'],
  'api/pools': ['config', 'oauth', 'users', 'api/protocol', 'npm:valibot'],
  api: [
    'config',
    'http',
    'api/protocol',
    'api/sign-in',
    'api/sessions',
    'api/sign-up',
    'api/users',
    'api/account',
    'api/pools',
    'npm:node',
  ],
  'hosted-ui/text': ['users', 'http'],
  'hosted-ui/layout': ['config', 'users', 'oauth', 'http', 'hosted-ui/text', 'npm:hono'],
  'hosted-ui/error': [
    'config',
    'state',
    'oauth',
    'oauth/authorize',
    'http',
    'hosted-ui/text',
    'hosted-ui/layout',
    'npm:hono',
  ],
  'hosted-ui/flow': ['config', 'state', 'users', 'oauth', 'oauth/authorize', 'http', 'hosted-ui/error'],
  'hosted-ui/sign-up': [
    'config',
    'users',
    'oauth/authorize',
    'http',
    'hosted-ui/text',
    'hosted-ui/layout',
    'hosted-ui/error',
    'hosted-ui/flow',
    'npm:hono',
  ],
  'hosted-ui/login': [
    'config',
    'state',
    'users',
    'oauth',
    'oauth/authorize',
    'http',
    'hosted-ui/text',
    'hosted-ui/layout',
    'hosted-ui/flow',
    'hosted-ui/sign-up',
    'npm:hono',
  ],
  'hosted-ui/forgot-password': [
    'config',
    'users',
    'http',
    'hosted-ui/text',
    'hosted-ui/layout',
    'hosted-ui/flow',
    'hosted-ui/login',
    'npm:hono',
  ],
  'hosted-ui': [
    'config',
    'oauth',
    'oauth/authorize',
    'http',
    'hosted-ui/layout',
    'hosted-ui/error',
    'hosted-ui/flow',
    'npm:hono',
  ],
  federation: [
    'config',
    'state',
    'users',
    'oauth/authorize',
    'http',
    'hosted-ui/text',
    'hosted-ui/layout',
    'hosted-ui/error',
    'hosted-ui/flow',
    'npm:hono',
    'npm:node',
  ],
  'admin/pages': ['config', 'users', 'oauth', 'http', 'hosted-ui/text', 'hosted-ui/layout', 'npm:hono'],
  admin: ['config', 'users', 'oauth', 'http', 'hosted-ui/text', 'hosted-ui/layout', 'admin/pages', 'npm:valibot'],
  cli: ['admin/pages', 'npm:node'],
}

/** The text of each TypeScript file, by its path below the folder. */
type Sources = ReadonlyMap<string, string>

const sources = readSources()

describe('the imports of the local pool', () => {
  it('have no cycle between files, imports of types included', () => {
    expect(findCycles(importGraph(sources))).toEqual([])
  })

  it.each(Object.entries(mayImport))(
    '%s: come only from folders and packages that it may import',
    (folder, allowed) => {
      const strays = [...importGraph(sources)].flatMap(([file, targets]) =>
        folderOf(file) === folder
          ? targets.filter((target) => !mayUse(folder, allowed, target)).map((target) => `${file} imports ${target}`)
          : [],
      )
      expect(strays).toEqual([])
    },
  )

  it('have one direction: each folder lists only folders above it in the list', () => {
    const order = Object.keys(mayImport)
    const upward = Object.entries(mayImport).flatMap(([folder, allowed]) =>
      allowed
        .filter((name) => !name.startsWith('npm:') && !order.slice(0, order.indexOf(folder)).includes(name))
        .map((name) => `${folder} may import ${name}`),
    )
    expect(upward).toEqual([])
  })

  it('are checked for every folder', () => {
    const folders = new Set([...sources.keys()].map(folderOf))
    expect([...folders].filter((folder) => folder !== '.' && mayImport[folder] === undefined)).toEqual([])
  })

  it('lead to files that exist', () => {
    const files = [...importGraph(sources).values()].flat().filter((target) => target.endsWith('.ts'))
    expect(files.filter((file) => !sources.has(file))).toEqual([])
    expect(files.length).toBeGreaterThan(300)
  })
})

describe('the search for cycles', () => {
  it('finds a cycle of types, through an export and over several lines', () => {
    const graph = importGraph(
      new Map([
        ['parts.ts', "import type {\n  Users,\n  User,\n} from './users/users.ts'\nimport { Hono } from 'hono'"],
        ['users/users.ts', "/* import './not.ts' */\nexport type { Mail } from './mails.ts'"],
        ['users/mails.ts', "type Parts = import('../parts.ts').Parts"],
        ['alone.ts', "import { a } from './parts.ts'"],
      ]),
    )
    expect(graph.get('parts.ts')).toEqual(['users/users.ts', 'npm:hono'])
    expect(findCycles(graph)).toEqual(['parts.ts -> users/users.ts -> users/mails.ts -> parts.ts'])
  })

  it('finds no cycle in a diamond', () => {
    const graph = new Map([
      ['a.ts', ['b.ts', 'c.ts']],
      ['b.ts', ['d.ts']],
      ['c.ts', ['d.ts']],
      ['d.ts', []],
    ])
    expect(findCycles(graph)).toEqual([])
  })
})

/** The imports of each file: files by their path below the folder, packages as `npm:<name>`. */
function importGraph(files: Sources): Map<string, string[]> {
  return new Map([...files].map(([file, text]) => [file, specifiersIn(text).map((name) => targetOf(file, name))]))
}

function specifiersIn(text: string): string[] {
  const source = text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
  const named = source.matchAll(/^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const inner = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...named, ...inner].map(([, specifier = '']) => specifier)
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  return specifier.startsWith('node:') ? 'npm:node' : `npm:${/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier}`
}

function mayUse(folder: string, allowed: readonly string[], target: string): boolean {
  const name = target.startsWith('npm:') ? target : folderOf(target)
  return name === folder || allowed.includes(name)
}

function folderOf(file: string): string {
  return posix.dirname(file)
}

/** Each cycle as `a -> b -> a`. Walks depth first: an import of a file on the current path closes a cycle. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = []
  const done = new Set<string>()

  function walk(file: string, path: readonly string[]): void {
    const start = path.indexOf(file)
    if (start >= 0) {
      cycles.push([...path.slice(start), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const target of graph.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }

  for (const file of graph.keys()) walk(file, [])
  return cycles
}

function readSources(): Sources {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(name))
  return new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]))
}
