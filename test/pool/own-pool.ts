import { runPools } from '../../local-cognito/run-pools.ts'
import { readPools } from '../local-cognito/read-pools.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { formUser } from './form-user.ts'
import type { Target } from './target.ts'

const person = { email: 'a@example.com', password: 'Local-pass-1', name: 'A' }
const shared = { callbackUrls: ['http://localhost:3000/callback'], signOutUrls: ['http://localhost:3000'] }
const clients = [
  { id: 'public', name: 'public', ...shared },
  { id: 'confidential', name: 'confidential', secret: 'a-secret', ...shared },
]

/** Runs the local pool over HTTP, with its issuer on a separate port, as a target for the rows. */
export async function startOwnPool(): Promise<{ target: Target; close: () => Promise<void> }> {
  const [port, issuerPort] = [await freePort(), await freePort()]
  const pool = { poolId: 'local_looked', poolName: 'looked at', port, issuerPort, clients, people: [person] }
  const { pools, close } = await runPools(readPools({ pools: [pool] }), {
    stateFolder: null,
    log: console.warn,
    onEvent: () => {},
  })
  const origin = `http://127.0.0.1:${port}`
  const target: Target = {
    domain: origin,
    issuer: pools[0]?.issuer ?? '',
    clientId: 'public',
    secretClientId: 'confidential',
    redirectUri: 'http://localhost:3000/callback',
    logoutUri: 'http://localhost:3000',
    person: formUser(origin, person.email, person.password),
    fetch: (request) => fetch(request),
  }
  return { target, close }
}
