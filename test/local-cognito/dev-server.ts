import { createServer } from 'vite'
import { localCognito } from '../../local-cognito/vite-plugin.ts'

/** Vite's development server with the pool beside it, for a test to interrupt: app port, pool port, state file. */
export async function main([appPort, poolPort, stateFile = '']: string[]): Promise<void> {
  const server = await createServer({
    configFile: false,
    logLevel: 'silent',
    server: { port: Number(appPort), strictPort: true },
    optimizeDeps: { noDiscovery: true },
    plugins: [localCognito({ enabled: true, port: Number(poolPort), stateFile })],
  })
  await server.listen()
}
