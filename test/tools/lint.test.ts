import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

const faulty = `
import { useState } from 'react'
export function Faulty({ isOn }: { isOn: boolean }) {
  if (isOn) useState(0)
  Promise.resolve()
  const anything: any = isOn
  return <img src={anything!} />
}
`

describe('the linter', () => {
  it('reads TypeScript and React: hooks, accessibility, floating promises, any and !', () => {
    const folder = mkdtempSync(join(root, 'bench/faulty-'))
    const file = join(folder, 'faulty.tsx')
    writeFileSync(file, faulty)
    const { stdout } = spawnSync('npx', ['oxlint', '--format', 'unix', file], { cwd: root, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    for (const rule of [
      'rules-of-hooks',
      'alt-text',
      'no-floating-promises',
      'no-explicit-any',
      'no-non-null-assertion',
    ]) {
      expect(stdout).toContain(rule)
    }
  })
})
