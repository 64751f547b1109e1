import { createServer } from 'node:net'
import type { Plugin } from 'vite'

interface Listening {
  readonly host?: string | boolean
  readonly port: number
}

/** Where the port is in use, `vite` and `vite preview` end with one sentence instead of a stack. */
export function explainBusyPort(): Plugin {
  return {
    name: 'toyseven:busy-port',
    configureServer(server) {
      const listen = server.listen.bind(server)
      server.listen = async (port, isRestart) => {
        // A restart listens at the port of the server that it replaces.
        if (isRestart !== true && server.config.server.strictPort) await refuseBusyPort(server.config.server)
        return listen(port, isRestart)
      }
    },
    async configurePreviewServer({ config: { preview } }) {
      if (preview.strictPort) await refuseBusyPort(preview)
    },
  }
}

async function refuseBusyPort({ host, port }: Listening): Promise<void> {
  const address = typeof host === 'string' ? host : undefined
  if (!(await isBusy(port, address))) return
  const message = `Port ${port} of ${address ?? 'this computer'} is in use: is the app already running? Stop it, or choose another port with -- --port <number>.`
  // A stack trace would not help the developer who started the app twice.
  throw Object.assign(new Error(message), { stack: message })
}

function isBusy(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'))
    probe.listen(port, host, () => probe.close(() => resolve(false)))
  })
}
