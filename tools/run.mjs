// Node 20 cannot run TypeScript; Vite, which is here anyway, can. Runs a module's `main(args)` and takes what it
// returns as the exit code.
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'

const [file, ...args] = process.argv.slice(2)
const nodeEnv = process.env.NODE_ENV
const { module } = await runnerImport(pathToFileURL(file).pathname, { configFile: false })
// Vite has set it for its own import; a build that the module makes has to choose for itself.
if (nodeEnv === undefined) delete process.env.NODE_ENV
process.exitCode = (await module.main(args)) ?? 0
