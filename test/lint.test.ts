import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

const faulty = `
import { useState } from 'react'
export function Faulty({ isOn }: { isOn: boolean }) {
  if (isOn) useState(0)
  Promise.resolve()
  const anything: any = isOn
  return <img src={anything!} />
}
`

const unsafe = `
import { Log } from 'oidc-client-ts'
Log.setLogger(console)
document.body.innerHTML = location.hash
document.write('x')
export const parsed = new DOMParser().parseFromString('x', 'text/html')
export const made = new Function('return 1')
export function Unsafe() {
  return <a href="javascript:x()" dangerouslySetInnerHTML={{ __html: location.hash }} />
}
`

describe('the linter', () => {
  it('A75: lets no text become HTML or code in the app, and no log write tokens', () => {
    const output = lint('src', 'unsafe.tsx', unsafe)
    for (const word of ['innerHTML', 'document.write', 'parseFromString', 'no-new-func', 'no-danger', 'script-url']) {
      expect(output).toContain(word)
    }
    expect(output).toContain("'Log' import from 'oidc-client-ts' is restricted")
  })

  it('reads TypeScript and React: hooks, accessibility, floating promises, any and !', () => {
    const output = lint('bench', 'faulty.tsx', faulty)
    for (const rule of [
      'rules-of-hooks',
      'alt-text',
      'no-floating-promises',
      'no-explicit-any',
      'no-non-null-assertion',
    ]) {
      expect(output).toContain(rule)
    }
  })
})

const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')

function lint(where: string, name: string, source: string): string {
  const folder = mkdtempSync(join(root, where, 'faulty-'))
  const file = join(folder, name)
  writeFileSync(file, source)
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'unix', file], { cwd: root, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return stdout
}
