export const clientId = 'bench-client'
export const redirectUri = 'http://localhost:3000/callback'

/** The user with this index; the same on both servers. */
export function userAt(index: number): { email: string; password: string; name: string } {
  return { email: `person-${index}@example.com`, password: 'Local-pass-1', name: `Person ${index}` }
}

/** The pool's configuration with this many users. */
export function poolFile(port: number, userCount: number): object {
  const client = {
    id: clientId,
    name: 'bench',
    callbackUrls: [redirectUri],
    rotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
  }
  const pool = { poolId: 'local_bench', poolName: 'bench', port, clients: [client] }
  return { pools: [{ ...pool, people: Array.from({ length: userCount }, (_, index) => userAt(index)) }] }
}
