import { html } from 'hono/html'
import type { AuthorizeRequest } from '../oauth/authorize-request.ts'
import type { Person } from '../config/config.ts'
import { formTokenField } from '../http/form-token.ts'
import { nameInItsLanguage } from './page.ts'
import type { Html, PageBody } from './page.ts'
import type { PageText } from './text.ts'

export type SignInView = {
  readonly request: AuthorizeRequest
  readonly people: readonly Person[]
  readonly formToken: string
  readonly email: string
  readonly notice: string | null
}

/** The sign-in page: password form, Google, and a button for each test person. Every form posts to the same query. */
export function signInPage(view: SignInView, text: PageText): PageBody {
  const { client } = view.request
  const hasPasswords = client.providers.includes('COGNITO')
  const hasGoogle = client.providers.includes('Google')
  const content = html`<div class="card">
    <div>
      <h1>${text.signIn}</h1>
      <p class="muted">${text.continueTo(client.name)}</p>
    </div>
    ${view.notice === null ? '' : html`<p class="notice" role="alert">${view.notice}</p>`}
    ${hasPasswords ? passwordForm(view, text) : ''} ${hasGoogle ? googleForm(view, text) : ''}
    ${hasPasswords ? peopleForm(view, text) : ''}
  </div>`
  return { title: `${text.signIn} · ${client.name}`, content }
}

function postForm(view: SignInView, className: string, fields: Html): Html {
  return html`<form class="${className}" method="post" action="/login${view.request.search}">
    <input type="hidden" name="${formTokenField}" value="${view.formToken}" />${fields}
  </form>`
}

/** Password managers go by `autocomplete`. Neither field is marked as wrong: that would tell who has an account. */
function passwordForm(view: SignInView, text: PageText): Html {
  const emailFocus = view.email === '' ? html`autofocus` : ''
  const passwordFocus = view.email === '' ? '' : html`autofocus`
  return postForm(
    view,
    'fields',
    html`<div class="field">
        <label for="username">${text.email}</label>
        <input
          id="username"
          name="username"
          value="${view.email}"
          type="text"
          inputmode="email"
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          ${emailFocus}
        />
      </div>
      <div class="field">
        <label for="password">${text.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          required
          autocomplete="current-password"
          ${passwordFocus}
        />
      </div>
      <button class="primary" type="submit">${text.signIn}</button>`,
  )
}

function googleForm(view: SignInView, text: PageText): Html {
  const button = html`<button type="submit" name="provider" value="Google">${text.continueWithGoogle}</button>`
  return postForm(view, 'block', button)
}

function peopleForm(view: SignInView, text: PageText): Html {
  const buttons = view.people.map(
    (person) =>
      html`<button class="small" type="submit" name="person" value="${person.email}">
        ${nameInItsLanguage(person.name)}
      </button>`,
  )
  return html`<hr />
    ${postForm(
      view,
      'block',
      html`<p class="faint">${text.seededPeople}</p>
        <div class="row">${buttons}</div>`,
    )}`
}
