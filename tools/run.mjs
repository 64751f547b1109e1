// Node 20 cannot run TypeScript; Vite, which is here anyway, can. Runs a module's `main(args)` and takes what it
// returns as the exit code.
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'

const [file, ...args] = process.argv.slice(2)
const { module } = await runnerImport(pathToFileURL(file).pathname, { configFile: false })
process.exitCode = (await module.main(args)) ?? 0
