import { main as runBrowserTests } from './e2e.ts'

/**
 * Takes a picture of every screen in both themes, both languages and two widths, from the production build with the local
 * pool, into the folder `pictures`. Arguments go to Playwright, e.g. `-g "landing light en"`.
 */
export function main(args: string[]): Promise<number> {
  return runBrowserTests(['--config', 'test/pictures/playwright.config.ts', ...args])
}
