import type { NoAnswer } from '../ask.ts'
import { failure, ok, skipped, statusOf, type Finding } from '../check-result.ts'
import type { AppTarget } from '../target.ts'
import { askPage, isSamePage, isStartPage, navigation } from './start-page.ts'

/** Pages that the host has no file for; one has a dot in its name, as a file has. */
const deepLinks = ['account/doctor', 'account/john.doe']

/** The host serves index.html for every path of the app. */
export async function checkFallback(target: AppTarget): Promise<Finding | NoAnswer> {
  const page = await askPage(target)
  if (page.kind === 'no-answer') return page
  if (!isStartPage(page)) return skipped('The start page is not there.')
  for (const path of deepLinks) {
    const answer = await target.ask(target.appUrl + path, { headers: navigation })
    if (answer.kind === 'no-answer') return answer
    if (isSamePage(page, answer)) continue
    return failure(
      `A reload of ${answer.url} does not show the app (${statusOf(answer)}).`,
      'Let the host serve index.html with status 200 for every path without a file, where a document is asked for (docs/hosting.md).',
    )
  }
  return ok('A deep link shows the app.')
}
