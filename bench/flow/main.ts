import { chromium, type Browser } from '@playwright/test'
import { findOrInstallBrowser } from '../../scripts/find-browser.ts'
import { conditions, type Condition } from './conditions.ts'
import { contenders, ours, serveAll, siteOf, type Contender } from './contenders.ts'
import { benchCertificate, servePool, trustArgument } from './hosts.ts'
import { measure, type KnownPerson, type Measured } from './measures.ts'
import { Relay } from './relay.ts'
import { chains, ratios, scripts, table, type Rounds } from './report.ts'
import type { Say } from '../report-file.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 11)
const email = 'minseo@example.com'

/**
 * Prints what a person waits for at each step of a sign-in, in this app and in others that do the same work, one round
 * after the other in one run; and the ratios that are this app's goals.
 */
export async function measureFlow(say: Say): Promise<void> {
  const certificate = await benchCertificate()
  const relay = new Relay()
  const served = [
    await servePool(relay, certificate, contenders.map(siteOf)),
    await serveAll(relay, certificate),
    relay,
  ]
  const args = [trustArgument(certificate), ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args })
  const person = await signInOnce(browser)
  say(`Chromium ${browser.version()}, medians (quartiles) of ${rounds} rounds, milliseconds`)
  for (const condition of conditions) {
    relay.become(condition.network)
    const measured = await runRounds(browser, condition, person)
    const parts = {
      '': table(measured),
      Ratios: ratios(measured),
      'Requests that wait for one another': chains(measured),
      'JavaScript of the account page': scripts(measured),
    }
    say(`\n${condition.name}`)
    for (const [title, lines] of Object.entries(parts)) say([title, ...lines].join('\n'))
  }
  await browser.close()
  for (const one of served) await one.close()
}

/** Each app once in every round, each time beginning with another one: what the machine does meanwhile hits all. */
async function runRounds(browser: Browser, condition: Condition, person: KnownPerson): Promise<Rounds> {
  const found = new Map<Contender, Measured[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % contenders.length
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      found.get(contender)?.push(await measure(browser, contender, condition, person))
    }
  }
  return found
}

async function signInOnce(browser: Browser): Promise<KnownPerson> {
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(`${siteOf(ours)}/account`)
  await page.getByRole('button', { name: '김민서' }).click()
  await page.locator('main', { hasText: email }).waitFor()
  const cookies = await context.cookies()
  await context.close()
  return { email, cookies }
}
