import { describe, expect, it } from 'vitest'
import { lookAt } from './look.ts'
import type { Verdict } from './look.ts'
import { startOwnPool } from './own-pool.ts'
import type { Target } from './target.ts'

async function verdictsOf(target: Target): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for await (const verdict of lookAt(target)) verdicts.push(verdict)
  return verdicts
}

const fault = ({ row, is, found }: Verdict) => `${row.row} ${is}: ${found}`

describe('the local pool, seen from outside', () => {
  it('does what every row says that can be seen there', async () => {
    const { target, close } = await startOwnPool()
    const verdicts = await verdictsOf(target)
    await close()
    expect(verdicts.filter(({ is }) => is !== 'same').map(fault)).toEqual([])
    expect(verdicts.length).toBeGreaterThanOrEqual(40)
  })

  it('and the rows notice a pool that does something else', async () => {
    const { target, close } = await startOwnPool()
    const kinder = async (request: Request) => {
      const response = await target.fetch(request)
      return response.status === 400 ? new Response(null, { status: 401 }) : response
    }
    const verdicts = await verdictsOf({ ...target, fetch: kinder })
    await close()
    const differing = verdicts.filter(({ is }) => is === 'differs').map(({ row }) => row.row)
    expect(differing).toEqual(expect.arrayContaining([2, 29, 31, 32, 33, 52, 53, 55, 57]))
  })

  it('tries nothing that it was not given the means for', async () => {
    const { target, close } = await startOwnPool()
    const { secretClientId: _none, ...poorer } = target
    const verdicts = await verdictsOf({ ...poorer, person: null })
    await close()
    const untried = new Set(verdicts.filter(({ is }) => is === 'not tried').map(({ row }) => row.needs))
    expect(untried).toEqual(new Set(['secret-client', 'sign-in']))
  })
})
