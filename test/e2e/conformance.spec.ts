import type { Page } from '@playwright/test'
import { encode, type Break, type HostileProvider } from '../hostile/provider.ts'
import { isSoak } from '../support/soak.ts'
import { expect, test } from './fixtures.ts'
import { expectRejected, rememberAtPool, signInBroken } from './rejection.ts'

/**
 * The modules of the OpenID Foundation's conformance suite for relying parties that apply to the code flow of a public
 * client, under the names of the suite, against our own hostile provider. docs/conformance.md lists all modules, also
 * those that do not apply, with the reason.
 *
 * @see https://gitlab.com/openid/conformance-suite (OIDCCClientBasicTestPlan, OIDCCClientTestPlan and others)
 */
const minseo = 'minseo@example.com'

type Module = (page: Page, provider: HostileProvider) => Promise<void>

const accepts =
  (broken: Break): Module =>
  async (page, provider) => {
    await signInBroken(page, provider, broken)
    await expect(page.getByText(minseo)).toBeVisible()
  }

const rejects =
  (broken: Break): Module =>
  async (page, provider) => {
    await signInBroken(page, provider, broken)
    await expectRejected(page, provider, { kind: 'token-invalid', tokenCalls: 1 })
    // The suite takes this request as the sign of a client that uses a token it should have refused.
    expect(provider.countOf('/oauth2/userInfo')).toBe(0)
  }

const refreshRejects =
  (broken: Break): Module =>
  async (page, provider) => {
    await signInBroken(page, provider, {})
    await expect(page.getByText(minseo)).toBeVisible()
    provider.break(broken)
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-problem', 'token-invalid')
    await expect(page.getByText(minseo)).toBeHidden()
  }

const refreshes: Module = async (page, provider) => {
  await signInBroken(page, provider, {})
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(page.getByText('The session has been refreshed.')).toBeVisible()
  // The suite calls userInfo with the new token; this app calls its API.
  await page.getByRole('button', { name: 'Call the API' }).click()
  await expect(page.getByText('"scope": "openid email profile"')).toBeVisible()
}

type Keys = { keys: Record<string, unknown>[] }
const keySet = (change: (set: Keys) => unknown): Break => ({ keySet: (set) => Response.json(change(set)) })
const withoutId = ({ kid: _kid, ...key }: Record<string, unknown>) => key
/** The first key of the set is the one for ID tokens. */
const onlyIdKey = ({ keys }: Keys) => ({ keys: keys.slice(0, 1).map(withoutId) })
const unparseable = [
  { kty: 'AKP', alg: 'ML-DSA-1024', kid: 'post-quantum', pub: 'AAAA', use: 'sig' },
  { kty: 'unheard-of', kid: 'unheard-of', use: 'sig', n: 7 },
]
const badSignature = (token: string) => `${token.split('.').slice(0, 2).join('.')}.${encode('x'.repeat(256))}`

const rotatesKeys: Module = async (page, provider) => {
  await signInBroken(page, provider, {})
  await expect(page.getByText(minseo)).toBeVisible()
  // The page has stored the old keys. The pool signs with new ones from now on.
  await provider.pool.fetch(
    new Request('http://127.0.0.1:9229/__local/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'rotate-keys' }),
    }),
  )
  await page.evaluate(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
  await signInBroken(page, provider, {})
  await expect(page.getByText(minseo)).toBeVisible()
}

/** The page requests the keys in parallel with the token and gets the old ones. The token is signed with a new key. */
const rotatesKeysAtOnce: Module = async (page, provider) => {
  // The browser has stored no keys.
  await page.addInitScript(() => localStorage.removeItem('toyseven.keys.http://127.0.0.1:9229/ap-northeast-2_toyseven'))
  let keyRequests = 0
  await accepts(keySet((set) => ((keyRequests += 1) === 1 ? { keys: set.keys.slice(1) } : set)))(page, provider)
  expect(keyRequests).toBe(2)
}

/** What `npm test` runs of them. hostile-tokens.spec.ts tries similar refused tokens in `npm test`. */
const accepted: Readonly<Record<string, Module>> = {
  'oidcc-client-test': accepts({}),
  'oidcc-client-test-idtoken-sig-rs256': accepts({ header: { alg: 'RS256' } }),
  'oidcc-client-test-scope-userinfo-claims': accepts({}),
  'oidcc-client-test-kid-absent-single-jwks': accepts({ header: { kid: undefined }, ...keySet(onlyIdKey) }),
  'oidcc-client-test-ignores-unparseable-key-in-jwks': accepts(
    keySet(({ keys }) => ({ keys: [...unparseable, ...keys] })),
  ),
  'oidcc-client-test-signing-key-rotation': rotatesKeys,
  'oidcc-client-test-signing-key-rotation-just-before-signing': rotatesKeysAtOnce,
  'oidcc-client-test-refresh-token': refreshes,
}

const refused: Readonly<Record<string, Module>> = {
  'oidcc-client-test-kid-absent-multiple-jwks': rejects({
    header: { kid: undefined },
    ...keySet(({ keys }) => ({ keys: keys.map(withoutId) })),
  }),
  'oidcc-client-test-invalid-iss': rejects({ claims: { iss: 'https://evil.example' } }),
  'oidcc-client-test-missing-sub': rejects({ claims: { sub: undefined } }),
  'oidcc-client-test-invalid-aud': rejects({ claims: { aud: 'other-client' } }),
  'oidcc-client-test-missing-aud': rejects({ claims: { aud: undefined } }),
  'oidcc-client-test-missing-iat': rejects({ claims: { iat: undefined } }),
  'oidcc-client-test-nonce-invalid': rejects({ claims: { nonce: 'another' } }),
  'oidcc-client-test-invalid-athash': rejects({ claims: { at_hash: 'another' } }),
  'oidcc-client-test-idtoken-sig-none': rejects({
    header: { alg: 'none' },
    idToken: (token) => token.replace(/[^.]*$/, ''),
  }),
  'oidcc-client-test-invalid-sig-rs256': rejects({ idToken: badSignature }),
  'oidcc-client-test-invalid-sig-hs256': rejects({ header: { alg: 'HS256' }, idToken: badSignature }),
  'oidcc-client-test-invalid-sig-es256': rejects({ header: { alg: 'ES256' }, idToken: badSignature }),
  'oidcc-client-test-refresh-token-invalid-issuer': refreshRejects({ claims: { iss: 'https://evil.example' } }),
  'oidcc-client-test-refresh-token-invalid-sub': refreshRejects({ claims: { sub: 'another' } }),
  'oidcc-client-test-refresh-token-invalid-aud': refreshRejects({ claims: { aud: 'another' } }),
  'oidcc-client-test-refresh-token-invalid-azp': refreshRejects({ claims: { azp: 'another' } }),
}

for (const [name, run] of Object.entries(isSoak ? { ...accepted, ...refused } : accepted)) {
  test(name, async ({ page, provider }) => {
    await rememberAtPool(page)
    await run(page, provider)
  })
}
