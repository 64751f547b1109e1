import { chromium } from '@playwright/test'
import { findOrInstallBrowser } from '../../scripts/find-browser.ts'
import { conditions, type Condition } from './conditions.ts'
import { contenders, ours, serveAll, siteOf, type Contender } from './contenders.ts'
import { benchCertificate, servePool, trustArgument } from './hosts.ts'
import { measure, measureLateCallback, type KnownUser, type Measured, type OpenBrowser } from './measures.ts'
import { Relay } from './relay.ts'
import { chains, ratios, scripts, table, type Rounds } from './report.ts'
import type { PrintLine } from '../report-file.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 11)
const email = 'minseo@example.com'

/**
 * Prints how long a user waits at each step of a sign-in, in this app and in others that do the same work. All apps are
 * measured in one run, round by round. Also prints the ratios that this app has as goals.
 */
export async function measureFlow(printLine: PrintLine): Promise<void> {
  const certificate = await benchCertificate()
  const relay = new Relay()
  const served = [
    await servePool(relay, certificate, contenders.map(siteOf)),
    await serveAll(relay, certificate),
    relay,
  ]
  const args = [trustArgument(certificate), ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const options = { executablePath: findOrInstallBrowser(), args, locale: 'en-US' }
  const open = () => chromium.launchPersistentContext('', options)
  const user = await signInOnce(open)
  printLine(`Chromium ${await versionOf(open)}, medians (quartiles) of ${rounds} rounds, milliseconds`)
  for (const condition of conditions) {
    relay.setNetwork(condition.network)
    const measured = await runRounds(open, condition, user)
    const parts = {
      '': table(measured),
      Ratios: ratios(measured),
      'Requests that wait for one another': chains(measured),
      'JavaScript of the account page': scripts(measured),
    }
    printLine(`\n${condition.name}`)
    for (const [title, lines] of Object.entries(parts)) printLine([title, ...lines].join('\n'))
  }
  for (const one of served) await one.close()
}

/** Measures each app once per round. Each round starts with another app, so that other load on the machine affects all. */
async function runRounds(open: OpenBrowser, condition: Condition, user: KnownUser): Promise<Rounds> {
  const found = new Map<Contender, Measured[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of startingWith(round)) {
      found.get(contender)?.push(await measure(open, contender, condition, user))
    }
  }
  for (let round = 0; round < condition.lateRounds; round += 1) {
    for (const contender of startingWith(round).filter(({ signsIn }) => signsIn)) {
      found.get(contender)?.unshift(await measureLateCallback(open, contender, condition, user))
    }
  }
  return found
}

function startingWith(round: number): readonly Contender[] {
  const turn = round % contenders.length
  return [...contenders.slice(turn), ...contenders.slice(0, turn)]
}

async function signInOnce(open: OpenBrowser): Promise<KnownUser> {
  const context = await open()
  const page = await context.newPage()
  await page.goto(`${siteOf(ours)}/account`)
  await page.getByRole('button', { name: '김민서' }).click()
  await page.locator('main', { hasText: email }).waitFor()
  const cookies = await context.cookies()
  await context.close()
  return { email, cookies }
}

async function versionOf(open: OpenBrowser): Promise<string> {
  const context = await open()
  const version = context.browser()?.version() ?? 'of an unknown version'
  await context.close()
  return version
}
