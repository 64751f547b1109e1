import { failure, ok, skipped, statusOf, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import { askAuthorize, isScopeRefused, type AuthorizeOutcome } from './authorize.ts'

/** Seen on managed login for a client that was made by API, CDK, CloudFormation or Terraform. */
const withoutStyle = 'Login pages unavailable'

/** The sign-in page can be shown. That the text is in the HTML, and the status of the page, are UNCONFIRMED. */
export const loginPages: Check = {
  name: 'login-pages',
  async run(target) {
    const outcome = await askAuthorize(target)
    if (outcome.kind === 'no-answer') return outcome
    if (outcome.kind === 'returned' && !isJudgedElsewhere(outcome)) {
      return failure(
        `The pool refuses each sign-in with ${outcome.error} ${outcome.description}`.trimEnd(),
        `Compare the settings of the client with the table in README.md (${consolePlaces.loginPages}).`,
      )
    }
    if (outcome.kind !== 'sign-in') return skipped('The pool does not lead to its sign-in page yet.')
    if (!outcome.isOwnPage) return ok(`The sign-in goes straight to ${outcome.location.host}.`)
    const page = await target.ask(outcome.location.href)
    if (page.kind === 'no-answer') return page
    if (page.text.includes(withoutStyle)) {
      return failure(
        `${withoutStyle}: managed login has no style for this app client.`,
        `Create a style for the client with \`aws cognito-idp create-managed-login-branding --use-cognito-provided-values\`, or change the Branding version of the domain (${consolePlaces.domain}).`,
      )
    }
    if (page.status < 400) return ok('The sign-in page is shown.')
    return failure(
      `The sign-in page answers ${statusOf(page)}.`,
      `Open ${target.config.session.domain}/login with View login pages (${consolePlaces.loginPages}).`,
    )
  },
}

/** The checks of the code grant and of the scopes name these two. */
function isJudgedElsewhere(outcome: AuthorizeOutcome): boolean {
  return isScopeRefused(outcome) || (outcome.kind === 'returned' && outcome.error === 'unauthorized_client')
}
