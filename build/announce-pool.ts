import type { Plugin } from 'vite'
import type { AppEnv } from './app-env.ts'

/** Prints which real pool the dev server uses. The local one prints itself: see local-cognito/vite-plugin.ts. */
export function announcePool({ usesLocalPool, variables }: AppEnv): Plugin {
  const poolId = variables['VITE_COGNITO_USER_POOL_ID'] ?? ''
  const line = `  ➜  Pool:    ${poolId} in ${poolId.split('_')[0]}  (Amazon Cognito, ${variables['VITE_COGNITO_DOMAIN']})`
  return {
    name: 'toyseven:announce-pool',
    configureServer(server) {
      if (usesLocalPool) return
      const { logger } = server.config
      const listen = server.listen.bind(server)
      const printUrls = server.printUrls.bind(server)
      server.listen = async (port, isRestart) => {
        const listening = await listen(port, isRestart)
        // Vite does not print its URLs again after a restart.
        if (isRestart === true) logger.info(line)
        return listening
      }
      server.printUrls = () => {
        printUrls()
        logger.info(line)
      }
    },
  }
}
