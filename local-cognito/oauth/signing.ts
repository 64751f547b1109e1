import { importPrivateKey, importPublicKey } from './keys.ts'
import type { PoolKeys } from './keys.ts'
import type { Table } from '../state/table.ts'

type ImportedKeys = {
  readonly keys: PoolKeys
  readonly id: CryptoKey
  readonly access: CryptoKey
  readonly accessCheck: CryptoKey
}

/** The current signing keys. */
export type Signing = {
  readonly current: ImportedKeys
  /**
   * Replaces the current keys. Tokens signed with the old keys then match no key of the key set. How long Cognito keeps
   * an old key in its set is UNCONFIRMED, and this is the harder case for a client.
   */
  replace(keys: PoolKeys): Promise<void>
}

/** Imports the keys and saves them, so that they survive a restart. */
export async function createSigning(keys: PoolKeys, table: Table<PoolKeys>): Promise<Signing> {
  let current = await importKeys(keys)
  table.set('current', keys)
  return {
    get current() {
      return current
    },
    async replace(next) {
      current = await importKeys(next)
      table.set('current', next)
    },
  }
}

async function importKeys(keys: PoolKeys): Promise<ImportedKeys> {
  const [id, access, accessCheck] = await Promise.all([
    importPrivateKey(keys.id),
    importPrivateKey(keys.access),
    importPublicKey(keys.access),
  ])
  return { keys, id, access, accessCheck }
}
