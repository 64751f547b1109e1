import type { Page } from '@playwright/test'

export const appScript = /\/assets\/index-.*\.js$/

/** Keeps the app from coming until it is let go: what works meanwhile is the HTML's own. */
export async function holdApp(page: Page): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(appScript, async (route) => {
    await held
    // The page that asked may be gone.
    await route.continue().catch(() => {})
  })
  return letGo
}

/** Another name in what is stored of whoever is signed in. */
export async function rename(page: Page, name: string): Promise<void> {
  await page.evaluate((text) => {
    for (const storage of [sessionStorage, localStorage]) {
      const key = Object.keys(storage).find((each) => each.startsWith('oidc.user:'))
      if (key === undefined) continue
      const user: unknown = JSON.parse(storage.getItem(key) ?? '{}')
      const profile = Object.assign({}, Reflect.get(Object(user), 'profile'), { name: text })
      storage.setItem(key, JSON.stringify(Object.assign({}, user, { profile })))
    }
  }, name)
}
