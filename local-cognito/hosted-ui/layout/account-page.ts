import { html } from 'hono/html'
import type { CsrfToken } from '../../http/csrf-token.ts'
import type { PageText } from '../text/page-text.ts'
import { noticeBox, textField } from './form.ts'
import type { Notice } from './form.ts'
import type { Html, PageBody } from './page.ts'

/** The data that every page about an account shows. */
export type AccountView = {
  /** The query of the authorize request, with its `?`. */
  readonly search: string
  readonly csrfToken: CsrfToken
  readonly notice: Notice | null
}

/** The frame of a page about an account: title, notice, forms, and the link back to the sign-in page. */
export function accountPage(
  view: AccountView,
  title: string,
  lead: string | null,
  forms: Html,
  text: PageText,
  hasCode = false,
): PageBody {
  const content = html`<div class="card">
    <div>
      <h1>${title}</h1>
      ${lead === null ? '' : html`<p class="muted">${lead}</p>`}
    </div>
    ${noticeBox(view.notice)} ${forms}
    <p class="links">
      <a href="/login${view.search}">${text.backToSignIn}</a>
      ${hasCode ? html`<a href="/__local/inbox" target="_blank">${text.openInbox}</a>` : ''}
    </p>
  </div>`
  return { title, content }
}

/** The field for a code from a mail. */
export function codeField(text: PageText): Html {
  return textField({ name: 'code', label: text.code, autocomplete: 'one-time-code', isFocused: true })
}
