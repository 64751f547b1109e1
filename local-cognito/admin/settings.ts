import * as v from 'valibot'
import { wholeNumber } from '../config/checks.ts'
import { rotationSchema, tokenSecondsSchema } from '../config/client-config.ts'
import type { AppClient } from '../config/client-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import type { Clients } from '../oauth/clients.ts'

const daySeconds = 24 * 3600

/**
 * The settings that can change while the pool runs. A setting that is left out does not change. Token lifetimes may be
 * shorter than Cognito's minimum.
 */
export const settingsSchema = v.strictObject({
  /** Default: the first client. */
  clientId: v.exactOptional(v.string()),
  rotation: v.exactOptional(rotationSchema),
  accessTokenSeconds: v.exactOptional(tokenSecondsSchema),
  /** How far the pool's clock is ahead of this computer's clock. Negative: behind. */
  clockSkewSeconds: v.exactOptional(wholeNumber(-365 * daySeconds, 365 * daySeconds)),
})

export type Settings = v.InferOutput<typeof settingsSchema>

export type SettingsDeps = {
  readonly config: Pick<PoolConfig, 'clients'>
  readonly clients: Pick<Clients, 'change'>
  readonly clock: { skewSeconds: number }
}

/** Changes the given settings. Returns all settings after the change, or `undefined` if no client has the id. */
export function changeSettings(
  pool: SettingsDeps,
  { clientId, clockSkewSeconds, ...change }: Settings,
): Record<string, unknown> | undefined {
  const client = pool.clients.change(clientId ?? pool.config.clients[0]?.id ?? '', change)
  if (client === undefined) return undefined
  if (clockSkewSeconds !== undefined) pool.clock.skewSeconds = clockSkewSeconds
  return settingsOf(pool, client)
}

function settingsOf(
  { clock }: Pick<SettingsDeps, 'clock'>,
  { id, rotation, accessTokenSeconds }: AppClient,
): Record<string, unknown> {
  return { clientId: id, rotation, accessTokenSeconds, clockSkewSeconds: clock.skewSeconds }
}
