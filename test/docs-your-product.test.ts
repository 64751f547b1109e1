import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { copyProject } from './support/project-copy.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/your-product.md'), 'utf8')
const blocks = [...page.matchAll(/^```(diff|tsx) (\S+)\n(.*?)^```/gms)].map(([, kind = '', path = '', text = '']) => {
  return { kind, path, text }
})
const folder = copyProject('your product')

/** Applies a block: each group of `-` lines, which has to be there once, is replaced by the `+` lines that follow it. */
function apply({ kind, path, text }: (typeof blocks)[number]): void {
  const file = join(folder, path)
  if (kind === 'tsx') return writeFileSync(file, text)
  const changes = [...text.matchAll(/((?:^-.*\n)+)((?:^\+.*\n)+)/gm)]
  const changed = changes.reduce(
    (source, [, before = '', after = '']) => {
      const parts = source.split(before.replaceAll(/^-/gm, ''))
      if (parts.length !== 2) throw new Error(`${path} has these lines ${parts.length - 1} times:\n${before}`)
      return parts.join(after.replaceAll(/^\+/gm, ''))
    },
    readFileSync(file, 'utf8'),
  )
  writeFileSync(file, changed)
}

function run(tool: string, ...args: string[]): string {
  const { resolve } = createRequire(import.meta.url)
  const [name = '', bin = ''] = tool.split(' ')
  const path = join(dirname(resolve(`${name}/package.json`)), bin)
  // Without what this run of Vitest has set for itself.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(VITEST|NODE_ENV$)/.test(key)))
  return execFileSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8', env })
}

describe('the recipes of docs/your-product.md, applied to a copy of the project', () => {
  beforeAll(() => {
    for (const block of blocks) apply(block)
  })

  it('change the brand, the texts in both languages, the routes and the navigation', () => {
    expect(blocks.length).toBeGreaterThan(8)
    expect(readFileSync(join(folder, 'src/brand.ts'), 'utf8')).toContain("brandName = 'Acme'")
  })

  it('leave the types, the style and the format right', { timeout: 120_000 }, () => {
    run('typescript bin/tsc', '-p', 'src')
    run('oxlint bin/oxlint', 'src')
    expect(run('oxfmt bin/oxfmt', '--check', 'src')).toContain('All matched files use the correct format')
  })

  it('build an app with the new name, whose HTML guards the page', { timeout: 60_000 }, () => {
    run('vite bin/vite.js', 'build', '--mode', 'loopback', '--logLevel', 'error')
    const html = readFileSync(join(folder, 'dist/index.html'), 'utf8')
    expect(html).toContain('<title>Acme</title>')
    expect(html).toContain('path:`/orders`,page:`orders`,requiresAuth:!0')
    expect(html).toContain('#0a6b4b')
  })

  it('keep the tests of the pages, the configuration and the architecture green', { timeout: 180_000 }, () => {
    const output = run(
      'vitest vitest.mjs',
      'run',
      'test/architecture.test.ts',
      'test/build/brand.test.ts',
      'test/pages/landing.test.tsx',
      'test/pages/problem.test.tsx',
    )
    expect(output).toMatch(/Tests .*passed/)
  })
})
