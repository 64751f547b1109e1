export const clientId = 'bench-client'
export const redirectUri = 'http://localhost:3000/callback'

/** FormUser of the population; the same in both servers. */
export function personAt(index: number): { email: string; password: string; name: string } {
  return { email: `person-${index}@example.com`, password: 'Local-pass-1', name: `Person ${index}` }
}

/** The pool's configuration with so many people. */
export function poolFile(port: number, people: number): object {
  const client = {
    id: clientId,
    name: 'bench',
    callbackUrls: [redirectUri],
    rotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
  }
  const pool = { poolId: 'local_bench', poolName: 'bench', port, clients: [client] }
  return { pools: [{ ...pool, people: Array.from({ length: people }, (_, index) => personAt(index)) }] }
}
