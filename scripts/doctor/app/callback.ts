import type { NoAnswer, Answer } from '../ask.ts'
import { failure, ok, skipped, statusOf, warning, type Finding } from '../check-result.ts'
import type { AppTarget } from '../target.ts'
import { askPage, isSamePage, isStartPage, navigation } from './start-page.ts'

const response = 'code=doctor&state=doctor'
const fix =
  'Let the host serve index.html at the callback path, with and without a final slash, and keep the query in a redirect (docs/hosting.md).'

/** The redirect URI shows the app, and the OAuth response in its query reaches it. */
export async function checkCallback(target: AppTarget): Promise<Finding | NoAnswer> {
  const page = await askPage(target)
  if (page.kind === 'no-answer') return page
  if (!isStartPage(page)) return skipped('The start page is not there.')
  const { origin, pathname } = new URL(target.config.session.redirectUri)
  if (origin !== new URL(target.appUrl).origin) {
    return warning(
      `A sign-in from here goes on at ${origin}, where the redirect URI is.`,
      'Run the doctor with --app for that address too, or leave VITE_COGNITO_REDIRECT_URI empty (docs/hosting.md).',
    )
  }
  const bare = pathname.replace(/\/$/, '')
  for (const path of new Set([`${bare}?${response}`, `${bare}/?${response}`])) {
    const answer = await askFollowingSlash(target, origin + path)
    if (answer.kind === 'no-answer') return answer
    if (!isSamePage(page, answer)) return failure(`${origin}${path} does not show the app (${statusOf(answer)}).`, fix)
  }
  return ok(`The callback ${origin}${pathname} shows the app, with and without a final slash.`)
}

/** The app recognises a callback where the host adds or removes a final slash, as long as the query stays. */
async function askFollowingSlash({ ask }: AppTarget, url: string): Promise<Answer | NoAnswer> {
  const answer = await ask(url, { headers: navigation })
  if (answer.kind === 'no-answer' || answer.location === null) return answer
  return differsBySlash(answer.location, url) ? ask(answer.location.href, { headers: navigation }) : answer
}

function differsBySlash({ origin, pathname, search }: URL, url: string): boolean {
  const asked = new URL(url)
  const isSamePath = pathname.replace(/\/$/, '') === asked.pathname.replace(/\/$/, '')
  return origin === asked.origin && isSamePath && search === asked.search
}
