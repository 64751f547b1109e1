import { createServer, type AddressInfo } from 'node:net'
import type { APIRequestContext } from '@playwright/test'
import { localOrigin } from '../../local-cognito/defaults.ts'

/** The origin of the app in the builds and the tests. */
export const appOrigin = 'http://localhost:3000'

/** The real ports of one worker's servers: they collide neither with another worker nor with a developer's server. */
export interface Ports {
  readonly app: number
  readonly pool: number
}

export async function freePorts(): Promise<Ports> {
  return { app: await freePort('localhost'), pool: await freePort('127.0.0.1') }
}

/** The argument that sends Chromium's connections to the ports; the page's URLs stay the same. */
export function mapArgument(ports: Ports): string {
  const app = `MAP ${new URL(appOrigin).host} localhost:${ports.app}`
  return `--host-resolver-rules=${app}, MAP ${new URL(localOrigin).host} 127.0.0.1:${ports.pool}`
}

/** The same URL with the real port. */
export function trueUrl(url: string, ports: Ports): string {
  const absolute = new URL(url, appOrigin)
  if (absolute.origin === appOrigin) absolute.port = String(ports.app)
  if (absolute.origin === localOrigin) absolute.port = String(ports.pool)
  return absolute.href
}

const methods = new Set(['get', 'post', 'head', 'fetch'])

/** Chromium's mapping does not apply to Node. So this sends requests to the real port, with the URL's own `Host`. */
export function mappedRequest(request: APIRequestContext, ports: Ports): APIRequestContext {
  return new Proxy(request, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (!methods.has(String(name))) return member.bind(target)
      return (url: string, options: { headers?: Record<string, string> } = {}) => {
        const { host } = new URL(url, appOrigin)
        const headers = { ...options.headers, host }
        return Reflect.apply(member, target, [trueUrl(url, ports), { ...options, headers }])
      }
    },
  })
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address: AddressInfo | string | null = server.address()
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error()),
      )
    })
  })
}
