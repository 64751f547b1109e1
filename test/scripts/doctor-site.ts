import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { preview } from 'vite'
import { readAppEnv } from '../../build/app-env.ts'
import { readConfig } from '../../build/parse-env.ts'
import { responseHeaders } from '../../build/response-headers.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { closeAtEnd } from './doctor-runs.ts'

export type Rewrite = (path: string, response: Response) => Response | Promise<Response>

const page = `<!doctype html>
<html lang="en"><head>
<script>document.documentElement.dataset.early = 'yes'</script>
<script type="module" crossorigin src="/assets/index-AbCd1234.js"></script>
<link rel="stylesheet" crossorigin href="/assets/index-AbCd1234.css">
</head><body><div id="root"></div></body></html>`

/** Serves a small build as `vite preview` serves the real one. */
export async function previewSite(port: number): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'doctor-site-'))
  mkdirSync(join(root, 'dist/assets'), { recursive: true })
  writeFileSync(join(root, 'dist/index.html'), page)
  writeFileSync(join(root, 'dist/assets/index-AbCd1234.js'), 'export {}')
  writeFileSync(join(root, 'dist/assets/index-AbCd1234.css'), 'body {}')
  const read = readConfig(readAppEnv('loopback', root).variables)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  const address = { port, strictPort: true, host: '127.0.0.1', cors: false }
  const plugins = [responseHeaders(read.config)]
  const server = await preview({ root, configFile: false, envDir: false, logLevel: 'error', plugins, preview: address })
  closeAtEnd(() => server.close())
  return `http://127.0.0.1:${port}`
}

/** A host in front of that site, which changes its responses. */
export async function rewritingSite(port: number, rewrite: Rewrite): Promise<string> {
  const site = await previewSite(await freePort())
  const answer = async ({ url: path = '/', headers }: IncomingMessage, response: ServerResponse) => {
    const accept = String(headers.accept)
    const changed = await rewrite(path, await fetch(site + path, { headers: { accept }, redirect: 'manual' }))
    const kept = [...changed.headers].filter(([name]) => !/^(content-length|content-encoding|transfer-)/.test(name))
    response.writeHead(changed.status, Object.fromEntries(kept)).end(await changed.text())
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  closeAtEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

/** The same response with another header; null takes it away. */
export function withHeader(response: Response, name: string, value: string | null): Response {
  const headers = new Headers(response.headers)
  if (value === null) headers.delete(name)
  else headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}
