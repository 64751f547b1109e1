import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { runPools } from '../../local-cognito/run-pools.ts'
import { isSoak, someOf } from '../support/soak.ts'

const origin = 'http://127.0.0.1:9341'
const query = new URLSearchParams({
  response_type: 'code',
  client_id: 'local-web-client',
  redirect_uri: 'http://localhost:3000/callback',
})
const at = (path: string, language = 'en') => `${origin}${path}?${query}&lang=${language}`
const mailedCode = (pool: LocalPool) => pool.mails().at(-1)?.code ?? 'no mail'

/** The local pool without the app. A plain text replaces every page of the app. */
const test = base.extend<{ pool: LocalPool }>({
  pool: [
    async ({ page }, provide) => {
      const people = defaultPoolConfig.people.map((person) =>
        person.email === 'jordan@example.com' ? { ...person, status: 'FORCE_CHANGE_PASSWORD' as const } : person,
      )
      const config = { ...defaultPoolConfig, origin, issuerOrigin: origin, people }
      const running = await runPools([config], { stateFolder: null, log: () => {}, onEvent: () => {} })
      await page.route('http://localhost:3000/**', (route) => route.fulfill({ body: 'back at the app' }))
      const [pool] = running.pools
      if (pool === undefined) throw new Error('There is no pool')
      await provide(pool)
      await running.close()
    },
    { auto: true },
  ],
})

async function signUp(page: Page, language = 'en'): Promise<void> {
  await page.goto(at('/signup', language))
  await page.locator('#username').fill('new@example.com')
  await page.locator('#name').fill('새 사람')
  await page.locator('#new_password').fill('Another-pass-2')
  await page.keyboard.press('Enter')
  await page.locator('#code').waitFor()
}

async function signIn(page: Page, language: string, email: string): Promise<void> {
  await page.goto(at('/login', language))
  await page.locator('#username').fill(email)
  await page.locator('#password').fill('Local-pass-1')
  await page.keyboard.press('Enter')
}

/** How to open each page. */
const pages: Record<string, (page: Page, language: string) => Promise<unknown>> = {
  'sign-in': (page, language) => page.goto(at('/login', language)),
  'wrong password': async (page, language) => {
    await page.goto(at('/login', language))
    await page.locator('#username').fill('minseo@example.com')
    await page.locator('#password').fill('wrong')
    await page.keyboard.press('Enter')
  },
  'sign-up': (page, language) => page.goto(at('/signup', language)),
  'weak password': async (page, language) => {
    await page.goto(at('/signup', language))
    await page.locator('#username').fill('new@example.com')
    await page.locator('#name').fill('A')
    await page.locator('#new_password').fill('weak')
    await page.keyboard.press('Enter')
  },
  confirm: signUp,
  forgot: (page, language) => page.goto(at('/forgotPassword', language)),
  reset: async (page, language) => {
    await page.goto(at('/forgotPassword', language))
    await page.locator('#username').fill('minseo@example.com')
    await page.keyboard.press('Enter')
  },
  'new password': (page, language) => signIn(page, language, 'jordan@example.com'),
  remembered: async (page, language) => {
    await signIn(page, language, 'minseo@example.com')
    await page.getByText('back at the app').waitFor()
    await page.goto(at('/login', language))
  },
  chooser: async (page, language) => {
    await page.goto(at('/login', language))
    await page.locator('button[name=provider]').click()
    for (const summary of await page.locator('summary').all()) await summary.click()
  },
  mismatch: (page, language) =>
    page.goto(at('/oauth2/authorize', language).replace('3000%2Fcallback', '3001%2Fcallback%2F')),
  'sign-out mismatch': (page, language) =>
    page.goto(`${origin}/logout?client_id=local-web-client&logout_uri=http://localhost:3000/&lang=${language}`),
  overview: async (page, language) => {
    await page.goto(`${origin}/__local/?lang=${language}`)
    for (const summary of await page.locator('summary').all()) await summary.click()
  },
  people: (page, language) => page.goto(`${origin}/__local/people?lang=${language}`),
  inbox: async (page, language) => {
    await signUp(page, language)
    await page.goto(`${origin}/__local/inbox?lang=${language}`)
  },
  requests: async (page, language) => {
    await page.goto(`${origin}/nowhere`)
    await page.goto(`${origin}/__local/requests?lang=${language}`)
  },
  faults: (page, language) => page.goto(`${origin}/__local/faults?lang=${language}`),
}

const looks = [
  ['light', 'en'],
  ['dark', 'ko'],
] as const

/** `npm test` opens every second page: one in light and English, the next in dark and Korean. `test:soak` opens all. */
const chosen = Object.entries(pages).filter((_page, index) => isSoak || index % 2 === 0)

for (const [index, [name, open]] of chosen.entries()) {
  for (const [colorScheme, language] of someOf(index % 2 === 0 ? looks : looks.toReversed())) {
    test(`axe finds no violation on ${name}, ${colorScheme}, ${language}; nothing is wider than 320 px`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme })
      await open(page, language)
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    })
  }
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a user signs up with only the keyboard, and is then signed in', async ({ page, pool }) => {
    await page.goto(at('/login'))
    await page.getByRole('link', { name: 'Create an account' }).press('Enter')
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expect(page.getByLabel('Name')).toBeVisible()
    await page.keyboard.type('new@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('A Person')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Another-pass-2')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Confirm your account' })).toBeVisible()
    await expect(page.getByLabel('Verification code')).toBeFocused()
    await page.keyboard.type(mailedCode(pool))
    await page.keyboard.press('Enter')
    await expect(page.getByText('back at the app')).toBeVisible()
    expect(page.url()).toContain('/callback?code=')
  })

  test('a user replaces a forgotten password', async ({ page, pool }) => {
    await page.goto(at('/login'))
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('Email address').fill('minseo@example.com')
    await page.getByRole('button', { name: 'Reset my password' }).click()
    await page.getByLabel('Verification code').fill(mailedCode(pool))
    await page.getByLabel('New password').fill('Fresh-pass-9')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByRole('status')).toHaveText('The password has been changed. Sign in with it.')
    await page.getByLabel('Password', { exact: true }).fill('Fresh-pass-9')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('back at the app')).toBeVisible()
  })

  test('a developer adds a fault and disables an account on the pool’s own pages', async ({ page, pool }) => {
    await page.goto(`${origin}/__local/faults`)
    await page.getByLabel('Kind').selectOption('no-cors')
    await page.getByRole('button', { name: 'Add' }).click()
    await expect(page.getByRole('cell', { name: 'no-cors' })).toBeVisible()
    await page.getByRole('link', { name: 'People' }).click()
    await page
      .getByRole('row', { name: /minseo@example\.com/ })
      .getByRole('button', { name: 'Disable' })
      .click()
    await expect(page.getByRole('row', { name: /minseo@example\.com/ })).toContainText('disabled')
    expect(pool.requests()).toEqual([])
  })
})
