import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { localCognito } from './local-cognito/vite-plugin.ts'
import { configOrThrow, readAppEnv } from './tools/app-env.ts'
import { brotli } from './tools/brotli.ts'
import { localApi } from './tools/local-api.ts'
import { firstPaint } from './tools/first-paint.ts'
import { integrity } from './tools/integrity.ts'
import { plainImports } from './tools/plain-imports.ts'
import { responseHeaders } from './tools/response-headers.ts'
import { sharedModules } from './tools/shared-modules.ts'

const root = import.meta.dirname
// Node 25 brings a localStorage of its own, which hides jsdom's.
const execArgv = Number(process.versions.node.split('.')[0]) >= 25 ? ['--no-experimental-webstorage'] : []

export default defineConfig(({ mode }) => {
  const env = readAppEnv(mode, root)
  const config = configOrThrow(env, mode)
  return {
    plugins: [
      react(),
      localCognito({ enabled: mode === 'development' && env.usesLocalPool }),
      responseHeaders(config),
      plainImports(),
      sharedModules(),
      firstPaint(config),
      integrity(),
      brotli(),
      ...(env.usesLocalPool ? [localApi(config)] : []),
    ],
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
