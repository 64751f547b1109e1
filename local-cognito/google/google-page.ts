import { html } from 'hono/html'
import type { GoogleAccount } from '../config/config.ts'
import { formTokenField } from '../http/form-token.ts'
import { nameInItsLanguage } from '../pages/page.ts'
import type { PageBody } from '../pages/page.ts'
import type { PageText } from '../pages/text.ts'

export type GoogleView = {
  readonly accounts: readonly GoogleAccount[]
  readonly formToken: string
  /** The query that the pool sent the browser here with. */
  readonly search: string
}

/** An account chooser that stands in for Google's; it does not imitate how Google looks. */
export function googlePage(view: GoogleView, text: PageText): PageBody {
  const accounts = view.accounts.map(
    (account) =>
      html`<button class="account" type="submit" name="account" value="${account.email}">
        ${nameInItsLanguage(account.name)} <span class="faint">${account.email}</span>
      </button>`,
  )
  const content = html`<div class="card">
    <div>
      <h1>${text.googleTitle}</h1>
      <p class="muted">${text.googleStandsIn}</p>
    </div>
    <form class="block" method="post" action="/__local/google${view.search}">
      <input type="hidden" name="${formTokenField}" value="${view.formToken}" />
      ${accounts}
      <button type="submit" name="cancel" value="yes">${text.cancel}</button>
    </form>
  </div>`
  return { title: text.googleTitle, content }
}
