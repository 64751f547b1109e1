import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

// What a part of src/auth may import besides itself, from the bottom up.
const belowTokens = 'src/auth/http src/auth src/auth/encoding src/browser'
const belowOidc = `src/auth/tokens ${belowTokens}`
const belowStore = `src/auth/oidc ${belowOidc}`
const belowTabs = `src/auth/store ${belowStore}`
const belowSession = `src/auth/tabs ${belowTabs}`
const wholeAuth = `src/auth/session ${belowSession}`
const everyPage = 'src/pages src/pages/account src/pages/layout src/pages/problem src/pages/status src/pages/user'

/** Every room, and what it may import besides itself; packages by the name they are imported by. */
const mayImport: Readonly<Record<string, string>> = {
  'src/main.tsx': 'src/app src/browser',
  'src/brand.ts': '',
  'src/app': `${everyPage} src/dev-panel src/react src/react/guards src/api src/i18n src/config src/browser ${wholeAuth} oidc-client-ts react react-dom react-router-dom`,
  'src/dev-panel': 'src/config src/auth/session react react-dom',
  'src/pages': `src/pages/account src/pages/layout src/pages/problem src/pages/status src/pages/user src/react src/react/guards src/api src/browser src/ui src/i18n src/i18n/messages src/config ${wholeAuth} react react-router-dom`,
  'src/pages/account': `src/pages/layout src/pages/user src/react src/api src/ui src/i18n ${wholeAuth} react react-router-dom react-oidc-context`,
  'src/pages/status': `src/pages/layout src/pages/problem src/pages/user src/react src/ui src/i18n src/i18n/messages src/config ${wholeAuth} react react-router-dom`,
  'src/pages/problem': `src/pages/layout src/react src/ui src/i18n src/config ${wholeAuth} react react-router-dom`,
  'src/pages/layout':
    'src/pages/user src/react src/ui src/i18n src/config src/browser src/auth/store react react-router-dom',
  'src/pages/user': 'src/react src/ui src/i18n src/config src/auth/store react react-router-dom',
  'src/react/guards': 'src/react src/browser react react-router-dom',
  'src/react': `src/brand.ts src/config src/api src/browser ${wholeAuth} react react-router-dom react-oidc-context`,
  'src/api': wholeAuth,
  'src/i18n': 'src/i18n/messages src/config src/auth src/browser react',
  'src/i18n/messages': 'src/i18n src/auth',
  'src/config': 'src/auth/store',
  'src/ui': 'src/brand.ts react',
  'src/auth/session': `${belowSession} oidc-client-ts`,
  'src/auth/tabs': belowTabs,
  'src/auth/store': belowStore,
  'src/auth/oidc': `${belowOidc} oidc-client-ts`,
  'src/auth/tokens': belowTokens,
  'src/auth/http': 'src/auth src/auth/encoding src/browser',
  'src/auth': 'src/auth/encoding',
  'src/auth/encoding': '',
  'src/browser': '',
}

const rooms = Object.keys(mayImport)

describe('the rooms of src', () => {
  it.each(Object.entries(mayImport))('%s imports only what is below it', (room, targets) => {
    const allowed = targets.split(' ')
    const strays = filesIn(room).flatMap((file) =>
      importsOf(file)
        .filter((target) => target !== room && !allowed.some((name) => isNamed(target, name)))
        .map((target) => `${relative(root, file)} imports ${target}`),
    )
    expect(strays).toEqual([])
  })

  it('are all of src', () => {
    const strays = sourcesIn('src').filter((file) => !rooms.includes(roomOf(file)))
    expect(strays.map((file) => relative(root, file))).toEqual([])
  })

  it('hold twelve files at most', () => {
    const full = rooms.filter((room) => filesIn(room).length > 12)
    expect(full).toEqual([])
  })

  it('have no import cycle, types included', () => {
    const graph = new Map(sourcesIn('src').map((file) => [file, filesImportedBy(file)]))
    expect(cycleIn(graph)).toBeNull()
  })

  it('import neither the early start, the tests, the local pool, the build, nor Node', () => {
    const strays = sourcesIn('src').flatMap((file) =>
      importsOf(file).filter((target) => /^(early|test|local-cognito|build|scripts|bench)\b|^node:/.test(target)),
    )
    expect(strays).toEqual([])
  })

  it('nothing imports main.tsx, which fits on one screen', () => {
    const importers = ['src', 'early', 'test', 'build', 'scripts']
      .flatMap(sourcesIn)
      .filter((file) => /from '.*\/main\.tsx'/.test(read(file)))
    expect(importers).toEqual([])
    expect(read(join(root, 'src/main.tsx')).split('\n').length).toBeLessThanOrEqual(60)
  })

  it('take only types of the session into pages, ui and i18n', () => {
    const strays = ['src/pages', 'src/ui', 'src/i18n'].flatMap(sourcesIn).filter((file) => {
      const lines = read(file).match(/^import (?!type ).*\/auth\/.*$/gm) ?? []
      return lines.length > 0
    })
    expect(strays).toEqual([])
  })
})

describe('the session', () => {
  it('is changed by SessionStore alone', () => {
    const writers = ['src', 'early']
      .flatMap(sourcesIn)
      .filter((file) => /\bnew (UserRecordStorage|SessionMarker|Drafts)\(/.test(read(file)))
    expect(writers.map((file) => relative(root, file)).toSorted()).toEqual(
      [
        // Reads what may be drawn before the app is loaded, and writes nothing.
        'early/early-auth.ts',
        'src/auth/store/session-store.ts',
      ].toSorted(),
    )
    const marks = ['src', 'early']
      .flatMap(sourcesIn)
      .filter((file) => /\bmarker\.(begin|end|clear|reactivate)\(/.test(read(file)))
    expect(marks.map((file) => relative(root, file))).toEqual(['src/auth/store/session-store.ts'])
  })
})

describe('src/auth and src/api', () => {
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
    ["Node's globals", /\bprocess\.|\bBuffer\b|\bglobalThis\b/],
  ])('holds no %s', (_what, pattern) => {
    const holders = ['src/auth', 'src/api']
      .flatMap(sourcesIn)
      .filter((file) => pattern.test(withoutComments(read(file))))
    expect(holders.map((file) => relative(root, file))).toEqual([])
  })
})

describe('src', () => {
  it('has no HTML sink and no inline style', () => {
    const sinks =
      /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|style=\{/
    const holders = ['src', 'early'].flatMap(sourcesIn).filter((file) => sinks.test(withoutComments(read(file))))
    expect(holders).toEqual([])
  })
})

describe('the script inside the HTML', () => {
  it('imports only what may run before React and oidc-client-ts are loaded', () => {
    const allowed = `early src/app src/config src/i18n src/browser ${belowTabs}`.split(' ')
    const files = ['early-entry', 'early-auth', 'authorize-request', 'page-templates', 'profile-fields', 'shared']
    const strays = files
      .map((name) => join(root, 'early', `${name}.ts`))
      .flatMap((file) => importsOf(file).filter((target) => !allowed.includes(target)))
    expect(strays).toEqual([])
  })
})

describe('local-cognito', () => {
  it('imports nothing of src', () => {
    const allowed = ['local-cognito', 'hono', '@hono/node-server', 'jose', 'selfsigned', 'valibot', 'vite', 'node:']
    const strays = sourcesIn('local-cognito').flatMap((file) =>
      importsOf(file).filter(
        (target) => !allowed.some((name) => isNamed(target, name) || target.startsWith(`${name}/`)),
      ),
    )
    expect(strays).toEqual([])
  })
})

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name))
}

function filesIn(room: string): string[] {
  return sourcesIn('src').filter((file) => roomOf(file) === room)
}

/** The innermost room that holds a file; a room of rooms does not hold their files. */
function roomOf(file: string): string {
  const path = relative(root, file).split(sep).join('/')
  const holding = rooms.filter((room) => path === room || path.startsWith(`${room}/`))
  return holding.toSorted((a, b) => b.length - a.length)[0] ?? path
}

/** What a file imports: a package by its name, a file of src by its room. */
function importsOf(file: string): string[] {
  return specifiersOf(file).map((specifier) => (specifier.startsWith('.') ? targetOf(file, specifier) : specifier))
}

function targetOf(file: string, specifier: string): string {
  const target = join(dirname(file), specifier)
  const [folder = ''] = relative(root, target).split(sep)
  return folder === 'src' ? roomOf(target) : folder
}

function filesImportedBy(file: string): string[] {
  return specifiersOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier))
}

function specifiersOf(file: string): string[] {
  const source = withoutComments(read(file))
  const named = source.matchAll(/^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const lazy = source.matchAll(/(?<!typeof )\bimport\(['"]([^'"]+)['"]\)/g)
  return [...named, ...lazy].map(([, specifier = '']) => specifier)
}

/** The files of a cycle, or null. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].map((each) => relative(root, each))
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle !== null) return cycle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle !== null) return cycle
  }
  return null
}

function isNamed(target: string, allowed: string): boolean {
  return (
    target === allowed ||
    (!allowed.startsWith('src') && target.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`))
  )
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}
