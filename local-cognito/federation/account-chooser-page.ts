import { html } from 'hono/html'
import type { GoogleAccount } from '../config/people-config.ts'
import { noticeBox, postForm, textField } from '../hosted-ui/layout/form.ts'
import { nameInItsLanguage } from '../hosted-ui/layout/page.ts'
import type { Html, PageBody } from '../hosted-ui/layout/page.ts'
import type { PageText } from '../hosted-ui/text/page-text.ts'
import type { CsrfToken } from '../http/csrf-token.ts'
import { googleFailures } from './google-failures.ts'

export type ChooserView = {
  readonly accounts: readonly GoogleAccount[]
  readonly csrfToken: CsrfToken
  /** The query of the redirect from the pool. */
  readonly search: string
  /** Whether the address in the submitted form is invalid. */
  readonly hasFault: boolean
}

/** The stand-in for Google's account chooser. It does not look like Google's page. */
export function chooserPage(view: ChooserView, text: PageText): PageBody {
  const accounts = view.accounts.map(
    ({ name, email }) =>
      html`<button class="account" type="submit" name="account" value="${email}">
        ${nameInItsLanguage(name)} <span class="faint">${email}</span>
      </button>`,
  )
  const content = html`<div class="card">
    <div>
      <h1>${text.googleTitle}</h1>
      <p class="muted">${text.googleStandsIn}</p>
    </div>
    ${noticeBox(view.hasFault ? { kind: 'error', text: text.noEmail } : null)}
    ${chooserForm(
      view,
      'block',
      html`${accounts}<button type="submit" name="failure" value="cancel">${text.cancel}</button>`,
    )}
    ${addAccountForm(view, text)} ${failureForm(view, text)}
  </div>`
  return { title: text.googleTitle, content }
}

/** Google's error page for a pool whose redirect URI is not registered at Google. */
export function googleRefusalPage(text: PageText): PageBody {
  const content = html`<div class="card">
    <h1>Error 400: redirect_uri_mismatch</h1>
    <p>${text.googleMismatch}</p>
  </div>`
  return { title: 'Error 400: redirect_uri_mismatch', content }
}

function chooserForm(view: ChooserView, className: string, fields: Html): Html {
  return postForm(`/__local/google${view.search}`, className, view.csrfToken, fields)
}

function addAccountForm(view: ChooserView, text: PageText): Html {
  const fields = html`${textField({ name: 'email', label: text.email, autocomplete: 'off' })}
    ${textField({ name: 'name', label: text.name, autocomplete: 'off' })}
    <button type="submit" name="new-account" value="yes">${text.addAccount}</button>`
  return html`<details ${view.hasFault ? html`open` : ''}>
    <summary>${text.addAccount}</summary>
    ${chooserForm(view, 'fields', fields)}
  </details>`
}

function failureForm(view: ChooserView, text: PageText): Html {
  const ids = [...googleFailures.map(({ id }) => id), 'redirect-uri-mismatch', 'lost-state']
  const options = ids.map((id) => html`<option value="${id}">${id}</option>`)
  const fields = html`<div class="field">
      <label for="failure">${text.failureLabel}</label>
      <select id="failure" name="failure">
        ${options}
      </select>
    </div>
    <button type="submit">${text.failOnPurpose}</button>`
  return html`<details>
    <summary>${text.failOnPurpose}</summary>
    ${chooserForm(view, 'fields', fields)}
  </details>`
}
