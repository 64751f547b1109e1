import { readFileSync, writeFileSync } from 'node:fs'
import { refresh, signIn } from './pool-flow.ts'
import { buildContenders, contendersFor, start } from './pool-process.ts'
import type { Contender } from './pool-process.ts'
import { median } from './statistics.ts'
import type { PrintLine } from './report-file.ts'

const userCounts = [10, 1_000, 10_000]
const rounds = 3
const concurrency = 8
const warmUpFlows = 50
const measuredMs = 3_000

type Figures = {
  readonly startMs: number
  readonly idleMb: number
  readonly busyMb: number
  readonly signIns: number
  readonly refreshes: number
}

/**
 * Compares the local pool with oidc-provider, which does the same work in the same run. Both are compiled, and each runs
 * in its own process, over HTTP on the loopback address. The goals: first response within 600 ms, under 60 MB with 1,000
 * users, twice oidc-provider's flows per second, and no slower with 10,000 users than with 10.
 */
export async function measurePool(printLine: PrintLine): Promise<void> {
  buildContenders()
  printLine(
    `Medians of ${rounds} rounds, ${concurrency} browsers at once; each flow signs an ID and a JWT access token`,
  )
  printLine('server          users  first answer  memory idle/busy  sign-ins/s  refreshes/s')
  for (const userCount of userCounts) {
    const found = new Map<string, Figures[]>()
    const contenders = contendersFor(userCount)
    // The first start creates the keys. Each round starts with these, and without a signed-in user.
    for (const contender of contenders) await (await start(contender)).stop()
    const fresh = new Map(
      contenders.map(({ name, stateFile }) => [name, stateFile === null ? '' : readFileSync(stateFile)]),
    )
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        if (contender.stateFile !== null) writeFileSync(contender.stateFile, fresh.get(contender.name) ?? '')
        found.set(contender.name, [...(found.get(contender.name) ?? []), await measure(contender, userCount)])
      }
    }
    const [ours, theirs] = contenders.map(({ name }) => medians(found.get(name) ?? []))
    if (ours === undefined || theirs === undefined) continue
    printLine(rowOf('local-cognito', userCount, ours))
    printLine(rowOf('oidc-provider', userCount, theirs))
    printLine(
      `  ratio: ${ratio(ours.signIns, theirs.signIns)} sign-ins, ${ratio(ours.refreshes, theirs.refreshes)} refreshes`,
    )
  }
}

async function measure(contender: Contender, userCount: number): Promise<Figures> {
  const running = await start(contender)
  const idleMb = running.memoryMb()
  const tokens: string[] = []
  let next = 0
  const signInNext = async () => {
    const index = next
    next += 1
    tokens.push(await signIn(contender.site, index % userCount))
  }
  for (let flow = 0; flow < warmUpFlows; flow += 1) await signInNext()
  const signIns = await perSecond(signInNext)
  const refreshes = await perSecond(async () => {
    tokens.push(await refresh(contender.site, tokens.shift() ?? ''))
  })
  const figures = { startMs: running.startedInMs, idleMb, busyMb: running.memoryMb(), signIns, refreshes }
  await running.stop()
  return figures
}

/** How many times per second `act` completes, with several calls at once. */
async function perSecond(act: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  let count = 0
  const work = async () => {
    while (performance.now() - startMs < measuredMs) {
      await act()
      count += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return count / ((performance.now() - startMs) / 1000)
}

function medians(all: readonly Figures[]): Figures {
  const of = (name: keyof Figures) => median(all.map((figures) => figures[name]))
  return {
    startMs: of('startMs'),
    idleMb: of('idleMb'),
    busyMb: of('busyMb'),
    signIns: of('signIns'),
    refreshes: of('refreshes'),
  }
}

function rowOf(name: string, userCount: number, { startMs, idleMb, busyMb, signIns, refreshes }: Figures): string {
  const cells = [
    name.padEnd(14),
    String(userCount).padStart(6),
    `${Math.round(startMs)} ms`.padStart(13),
    `${Math.round(idleMb)} / ${Math.round(busyMb)} MB`.padStart(17),
    signIns.toFixed(0).padStart(11),
    refreshes.toFixed(0).padStart(12),
  ]
  return cells.join(' ')
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2)
}
