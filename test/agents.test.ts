import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const page = read('AGENTS.md')
const inCode = [...page.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

/** The lines `a → b → c` of the page, as pairs. */
const arrows = [...page.matchAll(/^(?:\S+ → )+\S+$/gm)].flatMap(([line]) => {
  const folders = line.split(' → ')
  return folders.slice(1).map((lower, index) => [folders[index] ?? '', lower] as const)
})

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
}

/** The files that a file imports, as paths from the root of the project. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/from '(\.[^']+)'/g)].map(([, target = '']) =>
    join(file, '..', target).replaceAll('\\', '/'),
  )
}

describe('AGENTS.md', () => {
  it('names only files and folders that exist', () => {
    const paths = inCode.filter((code) => /^[\w.-]+(\/[\w.-]+)+$|^\.?[\w-]+\.(md|tsx?|json|example)$/.test(code))
    expect(paths.length).toBeGreaterThan(20)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names only commands that exist', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
    const names = inCode.flatMap((code) => /^npm (?:run )?([\w:-]+)/.exec(code)?.[1] ?? [])
    expect(names.filter((name) => name !== '--prefix' && !scripts.includes(name))).toEqual([])
    for (const [, folder = ''] of page.matchAll(/npm --prefix (\w+) test/g)) {
      expect(JSON.parse(read(`${folder}/package.json`)).scripts).toHaveProperty('test')
    }
  })

  it.each(arrows)('%s may import %s, and not the other way round', (upper, lower) => {
    const strays = sourcesIn(lower).filter((file) => importsOf(file).some((target) => target.startsWith(`${upper}/`)))
    expect(strays).toEqual([])
    expect(sourcesIn(upper).some((file) => importsOf(file).some((target) => target.startsWith(`${lower}/`)))).toBe(true)
  })

  it.each(['api', 'infra', 'local-cognito'])('%s imports nothing from src', (folder) => {
    const strays = sourcesIn(folder).filter((file) => importsOf(file).some((target) => target.startsWith('src/')))
    expect(strays).toEqual([])
  })
})

describe('the templates of issues', () => {
  it.each(['sign-in-fails', 'local-pool'])('%s asks for the output of the doctor', (name) => {
    expect(read(`.github/ISSUE_TEMPLATE/${name}.yml`)).toContain('npm run --silent doctor -- --json')
  })
})

describe('CHANGELOG.md', () => {
  it('has the version of package.json, and a part for what comes next', () => {
    const changelog = read('CHANGELOG.md')
    expect(changelog).toContain(`\n## ${JSON.parse(read('package.json')).version}\n`)
    expect(changelog).toContain('\n## Unreleased\n')
  })
})
