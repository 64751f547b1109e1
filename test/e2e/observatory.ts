/**
 * The scoring rules of Mozilla's HTTP Observatory (mdn-http-observatory 1.6.3: src/grader/charts.js and
 * src/analyzer/tests), as far as a page without cookies, CORS and foreign scripts can be judged by them. They are
 * repeated here because the package itself is a server with a database, 230 packages and native code.
 *
 * @see https://github.com/mdn/mdn-http-observatory
 */
type Rule = (page: ScoredPage) => number

interface ScoredPage {
  readonly header: (name: string) => string
  readonly directives: ReadonlyMap<string, readonly string[]>
  readonly html: string
}

const broad = /^(?:ftp:|http:|https:|\*|http:\/\/\*|https:\/\/\*|data:|blob:)$/
const unsafe = (sources: readonly string[]) =>
  sources.some((source) => source === "'unsafe-inline'" || broad.test(source))

const rules: Readonly<Record<string, Rule>> = {
  'content-security-policy': ({ directives }) => {
    if (directives.size === 0) return -25
    const of = (name: string) => directives.get(name) ?? directives.get('default-src') ?? ['*']
    if (unsafe(of('script-src')) || of('object-src').some((source) => broad.test(source))) return -20
    const insecure = [...directives].filter(([, sources]) => sources.some((source) => /^(?:http|ftp):/.test(source)))
    const isPassive = ([name]: readonly [string, unknown]) => ['img-src', 'media-src'].includes(name)
    if (insecure.some((entry) => !isPassive(entry))) return -20
    if ([...of('script-src'), ...of('style-src')].includes("'unsafe-eval'") || insecure.length > 0) return -10
    if (unsafe(of('style-src'))) return 0
    return directives.get('default-src')?.join() === "'none'" ? 10 : 5
  },
  'strict-transport-security': ({ header }) => {
    const seconds = Number(/max-age=(\d+)/.exec(header('strict-transport-security'))?.[1] ?? Number.NaN)
    if (Number.isNaN(seconds)) return -20
    return seconds < 15_768_000 ? -10 : 0
  },
  'x-frame-options': ({ header, directives }) => {
    const ancestors = directives.get('frame-ancestors') ?? ['*']
    if (!ancestors.some((source) => broad.test(source))) return 5
    return /^(?:deny|sameorigin)$/i.test(header('x-frame-options')) ? 0 : -20
  },
  'x-content-type-options': ({ header }) => (header('x-content-type-options') === 'nosniff' ? 0 : -5),
  'referrer-policy': ({ header }) => {
    const policy = header('referrer-policy')
    if (policy === '') return 0
    return ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'].includes(policy) ? 5 : -5
  },
  'cross-origin-opener-policy': ({ header }) => (header('cross-origin-opener-policy') === 'same-origin' ? 10 : 0),
  'cross-origin-embedder-policy': ({ header }) =>
    ['require-corp', 'credentialless'].includes(header('cross-origin-embedder-policy')) ? 10 : 0,
  'cross-origin-resource-policy': ({ header }) => {
    const policy = header('cross-origin-resource-policy')
    if (policy === '' || policy === 'cross-origin') return 0
    return ['same-origin', 'same-site'].includes(policy) ? 10 : -5
  },
  'subresource-integrity': ({ html }) => {
    const scripts = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]*)"[^>]*>/g)]
    if (scripts.some(([, src = '']) => !/^\/(?!\/)/.test(src))) return -50
    return scripts.length > 0 && scripts.every(([tag]) => tag.includes(' integrity="sha')) ? 5 : 0
  },
}

const leastForBonus = 90

/** The Observatory's score and its parts. Bonuses count only if few points are deducted. */
export function observatoryScore(headers: Readonly<Record<string, string>>, html: string) {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const header = (name: string) => lower.get(name) ?? ''
  const directives = new Map(
    header('content-security-policy')
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name = '']) => name !== '')
      .map(([name = '', ...sources]) => [name, sources]),
  )
  const parts = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, rule({ header, directives, html })]),
  )
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 100)
  const withoutBonus = sum(Object.values(parts).filter((value) => value < 0))
  return { parts, score: withoutBonus >= leastForBonus ? sum(Object.values(parts)) : withoutBonus }
}
