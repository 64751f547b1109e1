import { expect, it, vi } from 'vitest'
import { limits, measureLimits } from '../../bench/size.ts'

/** Holds this project's own app to its limits. A product made from it can delete this folder: see test/e2e/budgets.ts. */
it('the app as it is here needs no more bytes than its limits', { timeout: 60_000 }, async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const sizes = await measureLimits()
  for (const [what, bytes] of Object.entries(sizes)) expect.soft(bytes, what).toBeLessThan(Reflect.get(limits, what))
})
