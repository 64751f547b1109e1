import { mkdtempSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'vite'
import { describe, expect, it } from 'vitest'
import { responseHeaders } from '../../build/response-headers.ts'
import { ownCertificate } from '../../local-cognito/certificate.ts'
import { localCognito } from '../../local-cognito/vite-plugin.ts'
import { poolConfigAtPort } from '../../local-cognito/defaults.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { authorizeUrl } from '../local-cognito/start-pool.ts'
import { localConfig } from '../support/local-app.ts'

const config = {
  appName: 'Toyseven',
  providers: [],
  providerLabels: {},
  imageHosts: [],
  apiUrl: '/api',
  session: localConfig,
}

async function startDevServer(scheme: 'http' | 'https') {
  const folder = mkdtempSync(join(tmpdir(), 'dev-headers-'))
  const [port, poolPort] = [await freePort(), await freePort()]
  const https = scheme === 'https' ? { https: await ownCertificate(join(folder, 'certificate.pem')) } : {}
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    server: { port, strictPort: true, host: 'localhost', ...https },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      responseHeaders(config),
      localCognito({ enabled: true, pools: [poolConfigAtPort(poolPort)], stateFolder: folder }),
    ],
  })
  await server.listen()
  return { server, port, pool: `http://127.0.0.1:${poolPort}` }
}

/** Sends a request with a `Host` of its own, as a browser does where a port is forwarded. */
function policyFor(scheme: 'http' | 'https', port: number, host: string): Promise<string> {
  const request = scheme === 'https' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port, path: '/', headers: { host }, rejectUnauthorized: false }, (response) => {
      response.resume()
      resolve(String(response.headers['content-security-policy']))
    })
      .on('error', reject)
      .end()
  })
}

describe.each([
  ['http', 'ws'],
  ['https', 'wss'],
] as const)('the dev server over %s', (scheme, socketScheme) => {
  it('allows the WebSocket of Vite’s client at the host of the page, and nothing that a host cannot contain', async () => {
    const { server, port, pool } = await startDevServer(scheme)
    for (const host of [`localhost:${port}`, 'localhost:8080']) {
      expect(await policyFor(scheme, port, host)).toContain(
        `connect-src 'self' http://127.0.0.1:9229 ${socketScheme}://${host};`,
      )
    }
    expect(await policyFor(scheme, port, 'x;script-src')).not.toContain('x;')
    const redirectUri = `${scheme}://localhost:${port}/callback`
    const url = authorizeUrl({ redirect_uri: redirectUri }).replace('http://127.0.0.1:9229', pool)
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toContain('/login')
    await server.close()
  })
})
