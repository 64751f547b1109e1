import { html } from 'hono/html'
import type { Person } from '../../config/people-config.ts'
import type { CsrfToken } from '../../http/csrf-token.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import type { PoolUser } from '../../users/user.ts'
import { noticeBox, postForm, textField } from '../layout/form.ts'
import type { Notice } from '../layout/form.ts'
import { googleMark } from '../layout/google-mark.ts'
import { nameInItsLanguage } from '../layout/page.ts'
import type { Html, PageBody } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'

export type LoginView = {
  readonly request: AuthorizeRequest
  /** What the page calls the app. */
  readonly appName: string
  /** The test users with a one-click button. */
  readonly people: readonly Person[]
  /** The user of this browser's session. */
  readonly remembered: PoolUser | undefined
  readonly hasSelfSignUp: boolean
  readonly csrfToken: CsrfToken
  readonly email: string
  readonly notice: Notice | null
}

/** The sign-in page: password form, Google, and a button for each test user. Every form posts to the same query. */
export function loginPage(view: LoginView, text: PageText): PageBody {
  const { client } = view.request
  const hasPasswords = client.providers.includes('COGNITO')
  const hasGoogle = client.providers.includes('Google')
  const content = html`<div class="card">
    <div>
      <h1>${text.signIn}</h1>
      <p class="muted">${text.continueTo(view.appName)}</p>
    </div>
    ${noticeBox(view.notice)} ${rememberedForm(view, text)} ${hasPasswords ? passwordForm(view, text) : ''}
    ${hasGoogle ? googleForm(view, text) : ''} ${hasPasswords ? links(view, text) : ''}
    ${hasPasswords ? peopleForm(view, text) : ''}
  </div>`
  return { title: `${text.signIn} · ${view.appName}`, content }
}

function loginForm({ request, csrfToken }: LoginView, className: string, fields: Html): Html {
  return postForm(`/login${request.search}`, className, csrfToken, fields)
}

function rememberedForm(view: LoginView, text: PageText): Html | '' {
  if (view.remembered === undefined) return ''
  const button = html`<button class="primary" type="submit" name="remembered" value="yes">
    ${text.signInAs(view.remembered.email)}
  </button>`
  return html`${loginForm(view, 'block', button)}
    <p class="muted">${text.notYou}</p>`
}

/** Marks neither field as wrong, because that would show which addresses have an account. */
function passwordForm(view: LoginView, text: PageText): Html {
  const hasEmail = view.email !== ''
  return loginForm(
    view,
    'fields',
    html`${textField({
        name: 'username',
        label: text.email,
        autocomplete: 'username',
        value: view.email,
        isFocused: !hasEmail,
      })}
      ${textField({ name: 'password', label: text.password, autocomplete: 'current-password', isFocused: hasEmail })}
      <button class="${view.remembered === undefined ? 'primary' : ''}" type="submit">${text.signIn}</button>`,
  )
}

function googleForm(view: LoginView, text: PageText): Html {
  const button = html`<button class="provider" type="submit" name="provider" value="Google">
    ${googleMark} ${text.continueWithGoogle}
  </button>`
  return loginForm(view, 'block', button)
}

function links({ request, hasSelfSignUp }: LoginView, text: PageText): Html {
  const signUp = html`<a href="/signup${request.search}">${text.createAccount}</a>`
  return html`<p class="links">
    <a href="/forgotPassword${request.search}">${text.forgotPassword}</a> ${hasSelfSignUp ? signUp : ''}
  </p>`
}

function peopleForm(view: LoginView, text: PageText): Html | '' {
  if (view.people.length === 0) return ''
  const buttons = view.people.map(
    (person) =>
      html`<button class="account" type="submit" name="person" value="${person.email}">
        ${nameInItsLanguage(person.name)} <span class="faint">${person.email}</span>
      </button>`,
  )
  return html`<hr />
    ${loginForm(
      view,
      'block',
      html`<p class="faint">${text.seededPeople}</p>
        <div class="people">${buttons}</div>`,
    )}`
}
