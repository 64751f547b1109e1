import { assetOriginsOf, baseOfPage } from '../../../build/app-base.ts'
import { inlineScriptHashes } from '../../../build/inline-scripts.ts'
import { securityHeaders } from '../../../build/security-headers.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import { failure, ok, skipped, type Finding } from '../check-result.ts'
import type { AppTarget } from '../target.ts'
import { askPage, isStartPage } from './start-page.ts'

const policyName = 'Content-Security-Policy'

/** The start page has the headers that `npm run headers` prints for it. */
export async function checkHeaders(target: AppTarget): Promise<Finding | NoAnswer> {
  const page = await askPage(target)
  if (page.kind === 'no-answer') return page
  if (!isStartPage(page)) return skipped('The start page is not there.')
  const differences = differencesOf(page, target)
  if (differences.length === 0) return ok('The start page has the headers of production.')
  return failure(
    `The start page’s headers differ: ${differences.join('; ')}.`,
    'Give the host the headers that `npm run headers` prints for this build and this .env (docs/hosting.md).',
  )
}

function differencesOf({ headers, text }: Answer, { built }: AppTarget): readonly string[] {
  const expected = securityHeaders(built, 'page', inlineScriptHashes(text), assetOriginsOf(baseOfPage(text)))
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = headers.get(name)
    if (found === null) return [`${name} is missing`]
    if (name === policyName) return policyDifferences(found, value)
    return found === value ? [] : [`${name} is "${found}", not "${value}"`]
  })
}

/** While a new build replaces the old one, the policy also allows the script of the other page by its hash. */
function policyDifferences(found: string, expected: string): readonly string[] {
  const [is, shouldBe] = [directivesOf(found), directivesOf(expected)]
  return [...new Set([...is.keys(), ...shouldBe.keys()])].flatMap((name) => {
    const [sources, wanted] = [is.get(name), shouldBe.get(name)]
    if (wanted === undefined) return [`${policyName} has ${name}`]
    if (sources === undefined) return [`${policyName} lacks ${name}`]
    const more = [...sources].filter((source) => !wanted.has(source) && !isScriptHash(name, source))
    const less = [...wanted].filter((source) => !sources.has(source))
    return [
      ...more.map((source) => `${policyName} allows ${source} in ${name}`),
      ...less.map((source) => `${policyName} does not allow ${source} in ${name}`),
    ]
  })
}

function directivesOf(policy: string): ReadonlyMap<string, ReadonlySet<string>> {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(directives.map(([name = '', ...sources]) => [name, new Set(sources)]))
}

function isScriptHash(directive: string, source: string): boolean {
  return directive === 'script-src' && source.startsWith("'sha256-")
}
