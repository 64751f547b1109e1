import { html } from 'hono/html'
import type { PasswordPolicy } from '../../config/pool-config.ts'
import type { FormStamp } from '../../http/csrf-token.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import { noticeBox, postForm, textField } from './form.ts'
import type { Notice } from './form.ts'
import { passwordHint } from './new-password-field.ts'
import type { Html, PageBody } from './page.ts'
import type { PageText } from '../text/page-text.ts'

/** What all pages about an account need. */
export type AccountView = {
  /** The query of the sign-in that brought the person here, with its `?`. */
  readonly search: string
  readonly stamp: FormStamp
  readonly notice: Notice | null
}

export type NewPasswordView = AccountView & {
  readonly policy: PasswordPolicy
  readonly broken: readonly PasswordRule[]
}

/** `/signup`. */
export function signUpPage(view: NewPasswordView & { email: string; name: string }, text: PageText): PageBody {
  const fields = html`${textField({
      name: 'username',
      label: text.email,
      autocomplete: 'username',
      value: view.email,
      isFocused: view.email === '',
    })}
    ${textField({ name: 'name', label: text.name, autocomplete: 'name', value: view.name })}
    ${newPasswordField(view, text, view.email !== '')} <button class="primary" type="submit">${text.signUp}</button>`
  return accountPage(view, text.signUp, null, postForm(`/signup${view.search}`, 'fields', view.stamp, fields), text)
}

/** `/confirm`: the code that was mailed after a sign-up. */
export function confirmPage(view: AccountView & { email: string }, text: PageText): PageBody {
  const fields = html`${codeField(text)} <button class="primary" type="submit">${text.confirm}</button>`
  const resend = html`<button class="link" type="submit" name="resend" value="yes">${text.resend}</button>`
  const forms = html`${postForm(`/confirm${view.search}`, 'fields', view.stamp, fields)}
  ${postForm(`/resendcode${view.search}`, 'block', view.stamp, resend)}`
  return accountPage(view, text.confirmTitle, text.codeSent(view.email), forms, text, true)
}

/** `/forgotPassword`. */
export function forgotPasswordPage(view: AccountView & { email: string }, text: PageText): PageBody {
  const email = { name: 'username', label: text.email, autocomplete: 'username', value: view.email } as const
  const fields = html`${textField({ ...email, isFocused: true })}
    <button class="primary" type="submit">${text.sendCode}</button>`
  const form = postForm(`/forgotPassword${view.search}`, 'fields', view.stamp, fields)
  return accountPage(view, text.forgotPassword, text.forgotExplained, form, text)
}

/** `/confirmforgotPassword`: the mailed code and a new password. */
export function resetPasswordPage(view: NewPasswordView & { email: string }, text: PageText): PageBody {
  const fields = html`${hiddenUserName(view.email)} ${codeField(text)} ${newPasswordField(view, text, false)}
    <button class="primary" type="submit">${text.changePassword}</button>`
  const form = postForm(`/confirmforgotPassword${view.search}`, 'fields', view.stamp, fields)
  return accountPage(view, text.resetTitle, text.codeSent(view.email), form, text, true)
}

/** After a sign-in with a password that somebody else chose. */
export function newPasswordPage(view: NewPasswordView & { email: string }, text: PageText): PageBody {
  const fields = html`${hiddenUserName(view.email)} ${newPasswordField(view, text, true)}
    <button class="primary" type="submit">${text.changePassword}</button>`
  const form = postForm(`/login${view.search}`, 'fields', view.stamp, fields)
  return accountPage(view, text.newPasswordTitle, text.newPasswordExplained, form, text)
}

function accountPage(
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

function codeField(text: PageText): Html {
  return textField({ name: 'code', label: text.code, autocomplete: 'one-time-code', isFocused: true })
}

function newPasswordField(view: NewPasswordView, text: PageText, isFocused: boolean): Html {
  return textField({
    name: 'new_password',
    label: text.newPassword,
    autocomplete: 'new-password',
    isFocused,
    hint: passwordHint(view.policy, view.broken, text),
    isInvalid: view.broken.length > 0,
  })
}

/** So that a password manager knows whose new password it keeps. */
function hiddenUserName(email: string): Html {
  return html`<input
    class="hidden"
    name="shown_username"
    value="${email}"
    autocomplete="username"
    readonly
    tabindex="-1"
    aria-hidden="true"
  />`
}
