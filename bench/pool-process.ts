import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Site } from './pool-flow.ts'
import { poolFile } from './pool-people.ts'

/** A server that is measured: its command and its addresses. */
export type Contender = {
  readonly name: string
  readonly site: Site
  readonly discovery: string
  readonly command: readonly string[]
  /** The file that it keeps between starts; null if it keeps only its key. */
  readonly stateFile: string | null
}

const root = join(import.meta.dirname, '..')
const built = join(root, 'node_modules/.cache/bench-pool')
const longestStartMs = 20_000

/** Compiles both servers, so that Node does not strip types at each start. */
export function buildContenders(): void {
  tsc('-p', 'local-cognito/tsconfig.build.json', '--outDir', join(built, 'ours'), '--declaration', 'false')
  tsc(
    '-p',
    'tsconfig.json',
    '--noEmit',
    'false',
    '--rewriteRelativeImportExtensions',
    '--outDir',
    join(built, 'theirs'),
  )
}

function tsc(...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
}

/** The arguments with which Node imports a compiled module and calls its `main`. */
function nodeArguments(file: string, args: readonly string[]): readonly string[] {
  const script = `import(${JSON.stringify(join(built, file))}).then(({ main }) => main(${JSON.stringify(args)}))`
  return ['--input-type=module', '-e', script]
}

/** The local pool with its state file, and oidc-provider, each with this many users. */
export function contendersFor(userCount: number): [Contender, Contender] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-pool-'))
  const [ourPort, theirPort] = [9601, 9602]
  const config = join(folder, 'pools.json')
  writeFileSync(config, JSON.stringify(poolFile(ourPort, userCount)))
  const origins = [ourPort, theirPort].map((port) => `http://127.0.0.1:${port}`)
  const [ours = '', theirs = ''] = origins
  return [
    {
      name: 'local-cognito',
      site: { origin: ours, authorizePath: '/oauth2/authorize', tokenPath: '/oauth2/token' },
      discovery: `${ours}/local_bench/.well-known/openid-configuration`,
      command: nodeArguments('ours/cli.js', ['--config', config, '--state', folder, '--quiet']),
      stateFile: join(folder, 'local_bench.jsonl'),
    },
    {
      name: 'oidc-provider',
      site: { origin: theirs, authorizePath: '/auth', tokenPath: '/token' },
      discovery: `${theirs}/.well-known/openid-configuration`,
      command: nodeArguments('theirs/bench/pool-server.js', [
        String(theirPort),
        String(userCount),
        join(folder, 'key.json'),
      ]),
      stateFile: null,
    },
  ]
}

/** A running server, and the time until its first response. */
export type Running = {
  readonly startedInMs: number
  readonly memoryMb: () => number
  readonly stop: () => Promise<void>
}

/** Starts a server in a process of its own. */
export async function start({ command, discovery, name }: Contender): Promise<Running> {
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'ignore'], cwd: root })
  await waitForResponse(child, discovery, name)
  return {
    startedInMs: performance.now() - startedAtMs,
    memoryMb: () => residentMb(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function waitForResponse(child: ChildProcess, url: string, name: string): Promise<void> {
  const endMs = performance.now() + longestStartMs
  while (performance.now() < endMs && child.exitCode === null) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`${name} did not start.`)
}

/** NaN on a system without /proc. */
function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
