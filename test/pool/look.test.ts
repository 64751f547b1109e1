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

describe('the rows that check a pool from outside', () => {
  it('all match the local pool', async () => {
    const { target, close } = await startOwnPool()
    const verdicts = await verdictsOf(target)
    await close()
    expect(verdicts.filter(({ is }) => is !== 'same').map(fault)).toEqual([])
    expect(verdicts.length).toBeGreaterThanOrEqual(40)
  })

  it('differ for a pool that behaves differently', async () => {
    const { target, close } = await startOwnPool()
    const fetchWith401 = async (request: Request) => {
      const response = await target.fetch(request)
      return response.status === 400 ? new Response(null, { status: 401 }) : response
    }
    const verdicts = await verdictsOf({ ...target, fetch: fetchWith401 })
    await close()
    const differing = verdicts.filter(({ is }) => is === 'differs').map(({ row }) => row.row)
    expect(differing).toEqual(expect.arrayContaining([2, 29, 31, 32, 33, 52, 53, 55, 57]))
  })

  it('are not tried if they need a user or a client secret that is missing', async () => {
    const { target, close } = await startOwnPool()
    const { secretClientId: _none, ...withoutSecret } = target
    const verdicts = await verdictsOf({ ...withoutSecret, person: null })
    await close()
    const untried = new Set(verdicts.filter(({ is }) => is === 'not tried').map(({ row }) => row.needs))
    expect(untried).toEqual(new Set(['secret-client', 'sign-in']))
  })
})
