import type { CDPSession } from '@playwright/test'

/** What the network and the processor are like. */
export interface Condition {
  readonly name: string
  readonly apply: (devtools: CDPSession) => Promise<void>
}

const bytesPerMegabit = 1_000_000 / 8

/** Lighthouse's "slow 4G" round trip with the bandwidth of Chrome's "Fast 4G", and a phone of the middle class. */
const fast4g: Condition = {
  name: 'Fast 4G (150 ms round trips, 8.1 Mbit/s down), CPU 4 times slower',
  async apply(devtools) {
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 8.1 * bytesPerMegabit,
      uploadThroughput: 1.35 * bytesPerMegabit,
    })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  },
}

const unthrottled: Condition = { name: 'no throttle', apply: async () => {} }

export const conditions: readonly Condition[] = [fast4g, unthrottled]
