import type { CDPSession } from '@playwright/test'
import type { Network } from './relay.ts'

/** The simulated network and processor. */
export interface Condition {
  readonly name: string
  readonly network: Network
  /** How many times to measure the callback of a user who stays on the hosted UI; each takes 20 s. */
  readonly lateRounds: number
  readonly apply: (devtools: CDPSession) => Promise<void>
}

const bytesPerMsOfMegabit = 1_000_000 / 8 / 1000

/** Lighthouse's "slow 4G" round trip with the bandwidth of Chrome's "Fast 4G", and a mid-range phone. */
const fast4g: Condition = {
  name: 'Fast 4G (150 ms round trips, TCP and TLS handshakes included, 8.1 Mbit/s down), CPU 4 times slower',
  network: { roundTripMs: 150, downBytesPerMs: 8.1 * bytesPerMsOfMegabit, upBytesPerMs: 1.35 * bytesPerMsOfMegabit },
  lateRounds: Number(process.env['BENCH_LATE_ROUNDS'] ?? 5),
  async apply(devtools) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  },
}

const unthrottled: Condition = {
  name: 'no throttle',
  network: { roundTripMs: 0, downBytesPerMs: null, upBytesPerMs: null },
  lateRounds: 0,
  apply: async () => {},
}

export const conditions: readonly Condition[] = [fast4g, unthrottled]
