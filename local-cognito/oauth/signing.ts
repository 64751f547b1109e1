import { importPrivateKey, importPublicKey } from './keys.ts'
import type { PoolKeys } from './keys.ts'
import type { Table } from '../state/table.ts'

type ReadyKeys = {
  readonly keys: PoolKeys
  readonly id: CryptoKey
  readonly access: CryptoKey
  readonly accessCheck: CryptoKey
}

/** The keys that tokens are signed with now. */
export type Signing = {
  readonly current: ReadyKeys
  /**
   * Puts other keys in the place of the current ones. Tokens of the old ones fit no key any more: how long Cognito
   * keeps an old key in its set is UNCONFIRMED, and this is the harder case for a client.
   */
  replace(keys: PoolKeys): Promise<void>
}

/** Readies the keys and keeps them over a restart. */
export async function createSigning(keys: PoolKeys, table: Table<PoolKeys>): Promise<Signing> {
  let current = await ready(keys)
  table.set('current', keys)
  return {
    get current() {
      return current
    },
    async replace(next) {
      current = await ready(next)
      table.set('current', next)
    },
  }
}

async function ready(keys: PoolKeys): Promise<ReadyKeys> {
  const [id, access, accessCheck] = await Promise.all([
    importPrivateKey(keys.id),
    importPrivateKey(keys.access),
    importPublicKey(keys.access),
  ])
  return { keys, id, access, accessCheck }
}
