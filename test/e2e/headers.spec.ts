import type { APIRequestContext } from '@playwright/test'
import { inlineScriptHashes } from '../../build/inline-scripts.ts'
import { expect, test } from './fixtures.ts'

const policy = (hash: string) =>
  `default-src 'none'; script-src 'self' ${hash}; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; ` +
  "connect-src 'self' http://127.0.0.1:9229; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

const everywhere = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/** All expected headers. The policy contains the hash of the one inline script. */
async function expected(request: APIRequestContext) {
  const [hash = '', ...others] = inlineScriptHashes(await (await request.get('/')).text())
  expect(others).toEqual([])
  return { ...everywhere, 'content-security-policy': policy(hash) }
}

for (const [path, status, cacheControl] of [
  ['/', 200, 'no-cache'],
  ['/index.html', 200, 'no-cache'],
  ['/account', 200, 'no-cache'],
  ['/callback?code=x&state=y', 200, 'no-cache'],
  ['/nowhere/at/all', 200, 'no-cache'],
  ['/assets/none.js', 404, 'no-store'],
  ['/sw.js', 404, 'no-store'],
  ['/assets/..%2f..%2fpackage.json', 404, 'no-store'],
] as const) {
  test(`A76, A82: ${path} returns ${status} with the headers of production`, async ({ request }) => {
    const response = await request.get(path)
    expect(response.status()).toBe(status)
    expect(response.headers()).toMatchObject({ ...(await expected(request)), 'cache-control': cacheControl })
  })
}

test('an asset may be cached forever', async ({ page, request }) => {
  await page.goto('/')
  const script = await page.locator('script[src]').last().getAttribute('src')
  const response = await request.get(script ?? '')
  const headers = { ...(await expected(request)), 'cache-control': 'public, max-age=31536000, immutable' }
  expect(response.headers()).toMatchObject(headers)
})

test('the page has one inline script, no inline style or handler, and no development code', async ({ request }) => {
  const html = await (await request.get('/')).text()
  const markup = html.replace(/<script>[\s\S]*?<\/script>/, '')
  expect(markup).not.toMatch(/<script(?![^>]*\bsrc=)|<style|style=|\bon\w+=|nonce=|sourceMappingURL|@vite/)
})

for (const [what, path, type] of [
  ['a page', '/account', 'text/html; charset=utf-8'],
  ['a script', null, 'text/javascript; charset=utf-8'],
] as const) {
  test(`${what} is sent in brotli if the browser accepts it, and is not sent again if it has not changed`, async ({
    page,
    request,
  }) => {
    await page.goto('/')
    const address = path ?? (await page.locator('script[src]').last().getAttribute('src')) ?? ''
    const get = (headers: Record<string, string>) =>
      request.get(address, { headers: { accept: 'text/html', ...headers } })
    const plain = await get({ 'accept-encoding': 'identity' })
    const small = await get({ 'accept-encoding': 'gzip, br' })
    expect(plain.headers()['content-encoding']).toBeUndefined()
    expect(small.headers()).toMatchObject({ 'content-encoding': 'br', 'content-type': type })
    for (const response of [plain, small]) expect(response.headers()['vary']).toContain('Accept-Encoding')
    expect(await small.text()).toBe(await plain.text())
    const etag = small.headers()['etag'] ?? ''
    const again = await get({ 'accept-encoding': 'gzip, br', 'if-none-match': etag })
    expect([again.status(), (await again.body()).byteLength]).toEqual([304, 0])
    expect(again.headers()['content-security-policy']).toBe(small.headers()['content-security-policy'])
  })
}
