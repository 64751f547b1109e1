import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localCognito } from '../../local-cognito/vite-plugin.ts'

const root = join(import.meta.dirname, '../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(root, 'node_modules/.cache-built-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="/main.ts"></script>')
})

afterEach(() => rmSync(folder, { recursive: true }))

const buildApp = (source: string) => {
  writeFileSync(join(folder, 'main.ts'), source)
  return build({ root: folder, configFile: false, logLevel: 'silent', plugins: [localCognito({ enabled: true })] })
}

it('a build that includes a part of the local pool fails', async () => {
  const from = JSON.stringify(join(root, 'local-cognito/defaults.ts'))
  await expect(buildApp(`import { localClientId } from ${from}\nconsole.info(localClientId)`)).rejects.toThrow(
    'The local user pool is a development tool: no part of it may be built into an app.',
  )
  await expect(buildApp('console.info("an app")')).resolves.toBeDefined()
})
