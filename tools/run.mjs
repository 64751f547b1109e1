// Runs a TypeScript module's `main(args)` and takes what it returns as the exit code. Node 22.18 and newer can do that by
// itself; for an older one Vite, which is here anyway, reads the types away.
import { pathToFileURL } from 'node:url'

const [file, ...args] = process.argv.slice(2)
const { href } = pathToFileURL(file)
const module = process.features.typescript ? await import(href) : await importWithVite(href)
process.exitCode = (await module.main(args)) ?? 0

async function importWithVite(href) {
  const nodeEnv = process.env.NODE_ENV
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(new URL(href).pathname, { configFile: false })
  // Vite has set it for its own import; a build that the module makes has to choose for itself.
  if (nodeEnv === undefined) delete process.env.NODE_ENV
  return module
}
