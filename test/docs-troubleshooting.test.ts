import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = { en: read('docs/troubleshooting.md'), ko: read('docs/ko/troubleshooting.md') }

/** The exact texts of each failure, as users report them. Failures without a text have none. */
const texts: Readonly<Record<number, readonly string[]>> = {
  1: ['redirect_mismatch', 'An error was encountered with the requested page.'],
  2: ['{"error":"unauthorized_client"}', 'invalid_redirect'],
  3: ['error=unauthorized_client'],
  4: ['400', 'invalid_client'],
  5: ['invalid_client'],
  6: ['invalid_grant'],
  7: ['invalid_grant', '?code='],
  8: ['invalid_grant'],
  9: ['{"error":"invalid_request"}'],
  10: ['405'],
  11: ['400'],
  12: ['error_description=invalid_scope', 'error=invalid_request', '/error?error=invalid_scope'],
  13: ["Required String parameter 'redirect_uri' is not present"],
  14: ["Required String parameter 'redirect_uri' is not present"],
  15: ["Required String parameter 'client_id' is not present"],
  16: ['No end session endpoint'],
  17: [],
  18: [],
  19: ['No matching state found in storage'],
  20: ['Invalid state in OAuth flow'],
  21: ['redirect is coming from a different origin'],
  22: ['User cancelled OAuth flow.'],
  23: [
    'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
    'unexpected ID Token "nonce" claim value',
    'nonce mismatch, expected undefined',
  ],
  24: ['400'],
  25: ['Endpoint is on a different host than authority'],
  26: ['does not support code challenge method S256'],
  27: ["Refused to display … in a frame because it set 'X-Frame-Options' to 'deny'"],
  28: ['400', 'unsupported_token_type'],
  29: ['Login pages unavailable'],
  30: ['Login option is not available. Please try another one'],
  31: ['attributes required: [email]'],
  32: ['Already found an entry for username Google_…'],
  33: ['PreSignUp failed with error …'],
  34: [],
  35: ['Error 400: redirect_uri_mismatch'],
  36: ['Bad token response: HTTP/1.1 400 …'],
  37: ['An error was encountered with the requested page.', 'Invalid State'],
  38: ['Something went wrong'],
  39: [],
  40: [],
  41: [],
  42: ['token expired'],
  43: [],
  44: ['cannot use the HTTP protocol.'],
  45: ['CallbackUrls can not be empty when code flow or implicit flow is selected'],
  46: ['Access Token does not have required scopes'],
  47: ['401', 'invalid_token'],
  48: ['Unable to verify secret hash for client …'],
  49: ['Rate exceeded', 'TooManyRequestsException'],
  50: [],
  51: ['#'],
}

const numbers = Object.keys(texts).map(Number)

/** The headings of the entries of a page, by the number at their end. */
const headings = (page: string) =>
  [...page.matchAll(/^### (.+) \((\d+)\)$/gm)].map(([, text = '', number]) => ({ text, number: Number(number) }))

/** The text in backticks of a heading: what the user sees. */
const quoted = (heading: string) => [...heading.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

/** The address of a heading on GitHub. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')

const rows = pages.en
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))
  .map(([number, , kind = '', shown = '']) => ({ number: Number(number), kind, shown }))

describe('docs/troubleshooting.md', () => {
  it('has a row for each of the 51 failures, once', () => {
    expect(numbers).toHaveLength(51)
    expect(rows.map(({ number }) => number)).toEqual(numbers)
  })

  it('names a test that exists in each recognised or prevented row, and a section in each documented row', () => {
    const wrong = rows.filter(({ kind, shown }) => (kind === 'documented' ? !isSection(shown) : !isTest(kind, shown)))
    expect(wrong).toEqual([])
  })

  it('has a section with the address of each link to this page', () => {
    const anchors = [...pages.en.matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = '']) => anchor(heading))
    const links = [...pages.en.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !anchors.includes(link))).toEqual([])
    expect(links.length).toBeGreaterThan(20)
  })
})

function isSection(shown: string): boolean {
  const [, name = ''] = /^\[([^\]]+)\]\(#.+\)$/.exec(shown) ?? []
  return pages.en.includes(`\n## ${name}\n`)
}

function isTest(kind: string, shown: string): boolean {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(shown) ?? []
  const isKind = kind === 'recognised' || kind === 'prevented'
  return (
    isKind &&
    existsSync(join(root, file)) &&
    [`'${title}',`, `"${title}",`].some((quotedTitle) => read(file).includes(quotedTitle))
  )
}

describe.each(Object.entries(pages))('the entries in %s', (_language, page) => {
  it('are one for each failure', () => {
    expect(
      headings(page)
        .map(({ number }) => number)
        .toSorted((a, b) => a - b),
    ).toEqual(numbers)
  })

  it('have the exact texts of the failure in their heading', () => {
    const missing = headings(page).flatMap(({ text, number }) =>
      (texts[number] ?? []).filter((exact) => !quoted(text).join('\n').includes(exact)),
    )
    expect(missing).toEqual([])
  })
})

it.each(Object.entries(pages))('the checks of the doctor in %s are in docs/doctor.md', (_language, page) => {
  const checks = [...read('docs/doctor.md').matchAll(/^\| `([a-z-]+)(?::<name>)?` \|/gm)].map(([, name]) => name)
  const named = page
    .split('\n')
    .flatMap((line) => line.split(/Doctor: |doctor 검사: /).slice(1))
    .flatMap((rest) => (/^(?:`[a-z-]+`(?:, | and )?)+/.exec(rest)?.[0] ?? 'no name').match(/[a-z-]{3,}(?=`)|no name/g))
  expect(named.filter((name) => !checks.includes(name ?? ''))).toEqual([])
  expect(named.length).toBeGreaterThan(12)
})

it('the Korean entries have the texts of the English ones, in the same order', () => {
  const textsOf = (page: string) => headings(page).map(({ text, number }) => [number, ...quoted(text)])
  expect(textsOf(pages.ko)).toEqual(textsOf(pages.en))
})
