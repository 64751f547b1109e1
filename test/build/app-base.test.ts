import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveConfig, type InlineConfig } from 'vite'
import { describe, expect, it } from 'vitest'
import { appBase, appPathOf, assetOriginsOf, baseOfPage } from '../../build/app-base.ts'

async function resolvedBase(base: string | undefined, command: 'build' | 'serve', root = '.', isPreview = false) {
  const options: InlineConfig = {
    configFile: false,
    root,
    plugins: [appBase()],
    ...(base === undefined ? {} : { base }),
  }
  return (await resolveConfig(options, command, 'test', 'test', isPreview)).base
}

describe('the base', () => {
  it.each([
    [undefined, '/', '/'],
    ['/', '/', '/'],
    ['/app/', '/app/', '/app/'],
    ['/app', '/app/', '/app/'],
    ['app', '/app/', '/app/'],
    ['/teams/app/', '/teams/app/', '/teams/app/'],
    ['', '/', '/'],
    ['./', '/', '/'],
    ['https://cdn.example.net/x/', 'https://cdn.example.net/x/', '/'],
    ['https://cdn.example.net/x', 'https://cdn.example.net/x/', '/'],
    ['//cdn.example.net/x/', 'https://cdn.example.net/x/', '/'],
  ])('%s is %s in a build, and %s on the dev server', async (base, built, served) => {
    expect(await resolvedBase(base, 'build')).toBe(built)
    expect(await resolvedBase(base, 'serve')).toBe(served)
  })

  it.each([
    ['/app/', '/app/', []],
    ['/', '/', []],
    ['https://cdn.example.net/x/', '/', ['https://cdn.example.net']],
  ])(
    '%s of a built page is read from it: the path %s, assets of %j; its preview is at that path',
    async (base, path, origins) => {
      const html = `<script>0</script><script type="module" crossorigin src="${base}assets/index-a1.js"></script>`
      expect(baseOfPage(html)).toBe(base)
      expect([appPathOf(base), assetOriginsOf(base)]).toEqual([path, origins])
      const root = mkdtempSync(join(tmpdir(), 'built-'))
      mkdirSync(join(root, 'dist'))
      writeFileSync(join(root, 'dist', 'index.html'), html)
      expect(await resolvedBase(undefined, 'serve', root, true)).toBe(path)
      rmSync(root, { recursive: true })
    },
  )
})
