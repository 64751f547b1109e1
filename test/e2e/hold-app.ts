import type { Page } from '@playwright/test'

export const appScript = /\/assets\/index-.*\.js$/

/** Holds back the app's script until the returned function is called. Until then only the script in the HTML runs. */
export async function holdApp(page: Page): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(appScript, async (route) => {
    await held
    // The page that sent the request may be closed.
    await route.continue().catch(() => {})
  })
  return release
}

/** Changes the user's name in the stored session. */
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
