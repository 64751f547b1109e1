import { html } from 'hono/html'
import { csrfFields } from '../../http/csrf-token.ts'
import type { CsrfToken } from '../../http/csrf-token.ts'
import type { Html } from './page.ts'

/** A form that posts to the pool. */
export function postForm(action: string, className: string, csrfToken: CsrfToken, fields: Html): Html {
  return html`<form class="${className}" method="post" action="${action}">
    <input type="hidden" name="${csrfFields.token}" value="${csrfToken.token}" />
    <input type="hidden" name="${csrfFields.openedAtMs}" value="${csrfToken.openedAtMs}" />${fields}
  </form>`
}

export type Field = {
  readonly name: string
  readonly label: string
  /** Password managers use this. */
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'email' | 'off'
  readonly value?: string
  readonly isFocused?: boolean
  /** A rule or an error, shown below the field. */
  readonly hint?: Html | string
  readonly isInvalid?: boolean
}

/** A labelled text field. The field for an e-mail address accepts any text, because the pool checks it. */
export function textField({ name, label, autocomplete, value = '', isFocused, hint, isInvalid }: Field): Html {
  const isPassword = autocomplete.endsWith('password')
  const keyboard: Record<string, string> = { 'one-time-code': 'numeric', username: 'email', email: 'email' }
  const described = hint === undefined ? '' : html`aria-describedby="${name}-hint"`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      type="${isPassword ? 'password' : 'text'}"
      inputmode="${keyboard[autocomplete] ?? 'text'}"
      required
      autocomplete="${autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      ${described}
      ${isInvalid === true ? html`aria-invalid="true"` : ''}
      ${isFocused === true ? html`autofocus` : ''}
    />
    ${hint === undefined ? '' : html`<div class="faint" id="${name}-hint">${hint}</div>`}
  </div>`
}

/** A notice of an error or of a success. */
export function noticeBox(notice: Notice | null): Html | '' {
  if (notice === null) return ''
  return notice.kind === 'error'
    ? html`<p class="notice" role="alert">${notice.text}</p>`
    : html`<p class="notice calm" role="status">${notice.text}</p>`
}

export type Notice = { readonly kind: 'error' | 'news'; readonly text: string }
