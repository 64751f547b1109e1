import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startPool } from '../start-pool.ts'

it('the README lists the operations of the API, all of them and no other', async () => {
  const { pool } = await startPool()
  const response = await pool.fetch(new Request(pool.config.origin, { method: 'POST' }))
  const { message } = await response.json()
  const implemented: string[] = /Implemented: (.*)\.$/.exec(message)?.[1]?.split(', ') ?? []
  const readme = readFileSync(join(import.meta.dirname, '../../../local-cognito/README.md'), 'utf8')
  const table = /\| For \| Operations \|\n(.*?)\n\n/s.exec(readme)?.[1] ?? ''
  const listed = [...table.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
  expect(listed.toSorted()).toEqual(implemented)
  expect(listed.length).toBeGreaterThan(40)
})
