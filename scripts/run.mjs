// Runs a TypeScript module's `main(args)` and takes what it returns as the exit code. Node 22.18 and newer can do that by
// itself; for an older one Vite, which is here anyway, reads the types away.
import { pathToFileURL } from 'node:url'

const [file, ...args] = process.argv.slice(2)
const url = pathToFileURL(file)
const { main } = process.features.typescript ? await import(url.href) : await importWithVite(url)
process.exitCode = (await main(args)) ?? 0

async function importWithVite({ pathname }) {
  const nodeEnv = process.env.NODE_ENV
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(pathname, { configFile: false })
  // Vite has set it for its own import; a build that the module makes has to choose for itself.
  if (nodeEnv === undefined) delete process.env.NODE_ENV
  return module
}
