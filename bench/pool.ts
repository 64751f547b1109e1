import { readFileSync, writeFileSync } from 'node:fs'
import { renew, signIn } from './pool-flow.ts'
import { buildContenders, contendersFor, start } from './pool-process.ts'
import type { Contender } from './pool-process.ts'
import { median } from './statistics.ts'
import type { Say } from './report-file.ts'

const populations = [10, 1_000, 10_000]
const rounds = 3
const concurrency = 8
const warmUpFlows = 50
const measuredMs = 3_000

type Figures = {
  readonly startMs: number
  readonly idleMb: number
  readonly busyMb: number
  readonly signIns: number
  readonly renewals: number
}

/**
 * Prints what the local pool costs beside oidc-provider doing the same work in the same run: both compiled, each in a
 * process of its own, over HTTP on the loopback address. The goal: first answer within 600 ms, under 60 MB with 1,000
 * people, twice oidc-provider's flows a second, and no slower with 10,000 people than with 10.
 */
export async function measurePool(say: Say): Promise<void> {
  buildContenders()
  say(`Medians of ${rounds} rounds, ${concurrency} browsers at once; each flow signs an ID and a JWT access token`)
  say('server         people  first answer  memory idle/busy  sign-ins/s  refreshes/s')
  for (const people of populations) {
    const found = new Map<string, Figures[]>()
    const contenders = contendersFor(people)
    // The first start creates the keys. Each round starts with these, and without a signed-in user.
    for (const contender of contenders) await (await start(contender)).stop()
    const fresh = new Map(
      contenders.map(({ name, stateFile }) => [name, stateFile === null ? '' : readFileSync(stateFile)]),
    )
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        if (contender.stateFile !== null) writeFileSync(contender.stateFile, fresh.get(contender.name) ?? '')
        found.set(contender.name, [...(found.get(contender.name) ?? []), await measure(contender, people)])
      }
    }
    const [ours, theirs] = contenders.map(({ name }) => medians(found.get(name) ?? []))
    if (ours === undefined || theirs === undefined) continue
    say(rowOf('local-cognito', people, ours))
    say(rowOf('oidc-provider', people, theirs))
    say(`  ratio: ${ratio(ours.signIns, theirs.signIns)} sign-ins, ${ratio(ours.renewals, theirs.renewals)} refreshes`)
  }
}

async function measure(contender: Contender, people: number): Promise<Figures> {
  const running = await start(contender)
  const idleMb = running.memoryMb()
  const tokens: string[] = []
  let next = 0
  const signInNext = async () => {
    const index = next
    next += 1
    tokens.push(await signIn(contender.site, index % people))
  }
  for (let flow = 0; flow < warmUpFlows; flow += 1) await signInNext()
  const signIns = await perSecond(signInNext)
  const renewals = await perSecond(async () => {
    tokens.push(await renew(contender.site, tokens.shift() ?? ''))
  })
  const figures = { startMs: running.startedInMs, idleMb, busyMb: running.memoryMb(), signIns, renewals }
  await running.stop()
  return figures
}

/** How often it is done in a second, when some do it at once. */
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
    renewals: of('renewals'),
  }
}

function rowOf(name: string, people: number, { startMs, idleMb, busyMb, signIns, renewals }: Figures): string {
  const cells = [
    name.padEnd(14),
    String(people).padStart(6),
    `${Math.round(startMs)} ms`.padStart(13),
    `${Math.round(idleMb)} / ${Math.round(busyMb)} MB`.padStart(17),
    signIns.toFixed(0).padStart(11),
    renewals.toFixed(0).padStart(12),
  ]
  return cells.join(' ')
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2)
}
