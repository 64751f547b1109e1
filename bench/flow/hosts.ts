import { createHash, X509Certificate } from 'node:crypto'
import { createSecureServer } from 'node:http2'
import { getRequestListener } from '@hono/node-server'
import { defaultPoolConfig, issuerOf, localWebClient } from '../../local-cognito/defaults.ts'
import { generatePoolKeys } from '../../local-cognito/oauth/keys.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import type { Certificate } from '../../local-cognito/serve.ts'
import { generate } from 'selfsigned'
import type { Relay } from './relay.ts'

/** The ports of the pool's domain and issuer: two hosts, as with Cognito. `apps/shared/pool.ts` has the same ports. */
const domainPort = 9229
const issuerPort = 9230
/** A host's server listens this much above the relay in front of it. */
export const behindRelay = 10_000

const domain = `https://127.0.0.1:${domainPort}`
const poolConfig = { ...defaultPoolConfig, origin: domain, issuerOrigin: `https://127.0.0.1:${issuerPort}` }

/** The configuration of this project's app. */
export const poolVariables: Readonly<Record<string, string>> = {
  VITE_COGNITO_USER_POOL_ID: defaultPoolConfig.poolId,
  VITE_COGNITO_CLIENT_ID: localWebClient.id,
  VITE_COGNITO_DOMAIN: domain,
  VITE_COGNITO_ISSUER: issuerOf(poolConfig),
  VITE_COGNITO_PROVIDERS: 'Google',
  VITE_SESSION_LIFE: '60m',
}

/** A self-signed certificate for the hosts of this computer. */
export async function benchCertificate(): Promise<Certificate> {
  const altNames = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ] as const
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'benchmark' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  return { key, cert }
}

/** The argument that makes Chromium trust the certificate. With a certificate exception instead, it would not cache. */
export function trustArgument({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`
}

/** Serves the pool over HTTP/2 at both of its hosts, behind the relay. */
export async function servePool(relay: Relay, certificate: Certificate, sites: string[]) {
  const client = { ...localWebClient, callbackUrls: sites.map((site) => `${site}/callback`), signOutUrls: sites }
  const config = { ...poolConfig, clients: [client] }
  const pool = await createLocalPool({ config, keys: await generatePoolKeys() })
  const listener = getRequestListener((request) => pool.fetch(request))
  const servers = await Promise.all(
    [domainPort, issuerPort].map(async (port) => {
      const server = createSecureServer({ ...certificate, allowHTTP1: true }, (...pair) => void listener(...pair))
      await new Promise<void>((resolve) => server.listen(port + behindRelay, '127.0.0.1', resolve))
      await relay.open(port, port + behindRelay)
      return server
    }),
  )
  return {
    close: async () => {
      pool.close()
      for (const server of servers) server.close()
    },
  }
}
