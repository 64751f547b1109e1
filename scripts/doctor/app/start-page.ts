import { baseOfPage } from '../../../build/app-base.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import { failure, ok, statusOf, type Finding } from '../check-result.ts'
import type { AppTarget } from '../target.ts'

/** What a browser sends with a navigation. */
export const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** The deployed address serves a build of this app. */
export async function checkStartPage(target: AppTarget): Promise<Finding | NoAnswer> {
  const page = await askPage(target)
  if (page.kind === 'no-answer') return page
  if (isStartPage(page)) return ok(`${page.url} serves the app.`)
  return failure(
    `${page.url} does not serve the app (${statusOf(page)}).`,
    'Upload the content of dist/ there, or correct --app (docs/hosting.md).',
  )
}

export function askPage({ ask, appUrl }: AppTarget): Promise<Answer | NoAnswer> {
  return ask(appUrl, { headers: navigation })
}

export function isStartPage({ status, text }: Answer): boolean {
  return status === 200 && assetPathsOf(text).length > 0
}

/** The scripts and styles that a built page names. */
export function assetPathsOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)
}

/** True for the same page, wherever the host serves it from: its scripts are the same. */
export function isSamePage(page: Answer, other: Answer): boolean {
  return isStartPage(other) && assetPathsOf(page.text).join() === assetPathsOf(other.text).join()
}

/** Where the assets of a page are, with a slash at the end. */
export function assetFolderOf({ text, url }: Answer): string {
  return new URL(`${baseOfPage(text)}assets/`, url).href
}
