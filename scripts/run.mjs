// Runs a TypeScript module's `main(args)` and takes what it returns as the exit code. Node 22.18 and newer can do that by
// itself; for an older one Vite, which is here anyway, reads the types away.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [name, ...args] = process.argv.slice(2)
const path = resolve(name)
const { main } = process.features.typescript ? await import(pathToFileURL(path).href) : await importWithVite(path)
process.exitCode = (await main(args)) ?? 0

async function importWithVite(file) {
  const nodeEnv = process.env.NODE_ENV
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(file, { configFile: false })
  // Vite has set it for its own import; a build that the module makes has to choose for itself.
  if (nodeEnv === undefined) delete process.env.NODE_ENV
  return module
}
