import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { localCognito } from './local-cognito/vite-plugin.ts'
import { appBase } from './build/app-base.ts'
import { configOrThrow, readAppEnv } from './build/app-env.ts'
import { announcePool } from './build/announce-pool.ts'
import { brandFiles, brandLook, brandTokens } from './build/brand.ts'
import { brotli } from './build/brotli.ts'
import { explainBusyPort } from './build/busy-port.ts'
import { localApi } from './build/local-api.ts'
import { poolControls } from './build/pool-controls.ts'
import { pruneReactRouter } from './build/prune-react-router.ts'
import { dropLibraryLog } from './build/drop-library-log.ts'
import { integrity } from './build/integrity.ts'
import { nativeImport } from './build/native-import.ts'
import { responseHeaders } from './build/response-headers.ts'
import { earlyStart } from './early/vite-plugin.ts'

const root = import.meta.dirname
// Node 25 brings a localStorage of its own, which hides jsdom's.
const execArgv = Number(process.versions.node.split('.')[0]) >= 25 ? ['--no-experimental-webstorage'] : []

// The exports of React Router's package name its development build alone, whose warnings no visitor needs.
const productionRouter = {
  find: /^react-router$/,
  replacement: join(root, 'node_modules/react-router/dist/production/index.mjs'),
}

export default defineConfig(({ mode, command }) => {
  const env = readAppEnv(mode, root)
  const config = configOrThrow(env, mode)
  return {
    plugins: [
      react(),
      appBase(),
      brandTokens(),
      brandFiles(config),
      poolControls(env),
      localCognito({ enabled: mode === 'development' && env.usesLocalPool, look: brandLook(config) }),
      announcePool(env),
      explainBusyPort(),
      responseHeaders(config),
      nativeImport(),
      dropLibraryLog(),
      pruneReactRouter(),
      ...earlyStart(config),
      integrity(),
      brotli(),
      ...(env.usesLocalPool ? [localApi(config)] : []),
    ],
    resolve: { alias: command === 'build' ? [productionRouter] : [] },
    envDir: env.readsFiles ? root : false,
    define: { 'import.meta.env.APP_CONFIG': JSON.stringify(config) },
    server: { port: 3000, strictPort: true, host: 'localhost' },
    preview: { port: 3000, strictPort: true, host: 'localhost', cors: false },
    build: {
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: 0,
    },
    test: {
      execArgv,
      restoreMocks: true,
      maxWorkers: 2,
      projects: [
        {
          extends: true,
          test: {
            name: 'node',
            environment: 'node',
            include: ['test/**/*.test.ts'],
            exclude: ['test/e2e/**'],
          },
        },
        {
          extends: true,
          test: {
            name: 'pages',
            environment: 'jsdom',
            environmentOptions: { jsdom: { url: 'http://localhost:3000' } },
            include: ['test/**/*.test.tsx'],
            setupFiles: ['test/pages/setup.ts'],
          },
        },
      ],
    },
  }
})
