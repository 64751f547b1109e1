import { html } from 'hono/html'
import type { PasswordPolicy } from '../../config/pool-config.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import type { PageText } from '../text/page-text.ts'
import { textField } from './form.ts'
import type { Html } from './page.ts'

export type NewPasswordView = {
  readonly policy: PasswordPolicy
  /** The rules that the submitted password does not meet. */
  readonly broken: readonly PasswordRule[]
}

/** The field for a new password, with the password policy below it. */
export function newPasswordField(view: NewPasswordView, text: PageText, isFocused: boolean): Html {
  return textField({
    name: 'new_password',
    label: text.newPassword,
    autocomplete: 'new-password',
    isFocused,
    hint: passwordHint(view.policy, view.broken, text),
    isInvalid: view.broken.length > 0,
  })
}

/** Lets a password manager find the user name for which it saves the new password. */
export function hiddenUserName(email: string): Html {
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

/** The policy as a list. Marks rules that are not met, with text too. */
function passwordHint(policy: PasswordPolicy, broken: readonly PasswordRule[], text: PageText): Html {
  // An empty password meets no rule, so this lists all rules of the policy.
  const rules = [...brokenRules('', policy), ...broken.filter((rule) => rule === 'longest')]
  return html`<ul class="rules">
    ${rules.map((rule) => {
      const label = text.passwordRules(policy.minimumLength)[rule]
      return broken.includes(rule) ? html`<li class="broken">${text.brokenRule(label)}</li>` : html`<li>${label}</li>`
    })}
  </ul>`
}
