import { join } from 'node:path'
import { build } from 'vite'

type Env = Readonly<Record<string, string>>

/** Makes a production build of the project in `root`, which may point at a pool on this computer. */
export function buildForTests(root: string, outDir: string, env: Env, base = '/'): Promise<void> {
  return withEnv(env, async () => {
    const configFile = join(root, 'vite.config.ts')
    await build({ root, base, configFile, mode: 'loopback', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  })
}

/** Does the work with these variables in the environment, where vite.config.ts reads them. */
export async function withEnv<T>(env: Env, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  Object.assign(process.env, env)
  try {
    return await work()
  } finally {
    process.env = before
  }
}
