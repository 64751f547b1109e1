import { createServer } from 'vite'
import { poolConfigAtPort } from '../../local-cognito/defaults.ts'
import { localCognito } from '../../local-cognito/vite-plugin.ts'

/**
 * Starts Vite's development server with the pool beside it, in a process that a test can interrupt. The arguments are
 * the app port, the pool port and the state folder.
 */
export async function main([appPort, poolPort, stateFolder = '']: string[]): Promise<void> {
  const server = await createServer({
    configFile: false,
    logLevel: 'silent',
    server: { port: Number(appPort), strictPort: true },
    optimizeDeps: { noDiscovery: true },
    plugins: [localCognito({ enabled: true, pools: [poolConfigAtPort(Number(poolPort))], stateFolder })],
  })
  await server.listen()
}
