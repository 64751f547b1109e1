import type { AppClient, Rotation } from '../config/client-config.ts'

/** The settings of an app client that can change while the pool runs. */
type ClientChange = { readonly rotation?: Rotation; readonly accessTokenSeconds?: number }

/** The pool's app clients. */
export type Clients = {
  find(id: string | null): AppClient | undefined
  all(): readonly AppClient[]
  /**
   * Changes a client. Returns the changed client, or `undefined` if no client has this id. Tokens that were already
   * issued keep their lifetimes.
   */
  change(id: string, change: ClientChange): AppClient | undefined
  /** Takes back all changes. */
  reset(): void
}

/** Keeps app clients by id. */
export function createClients(configured: readonly AppClient[]): Clients {
  const byId = new Map(configured.map((client) => [client.id, client]))
  return {
    find: (id) => (id === null ? undefined : byId.get(id)),
    all: () => [...byId.values()],
    change(id, change) {
      const client = byId.get(id)
      if (client === undefined) return undefined
      const changed = { ...client, ...change }
      byId.set(id, changed)
      return changed
    },
    reset() {
      for (const client of configured) byId.set(client.id, client)
    },
  }
}
