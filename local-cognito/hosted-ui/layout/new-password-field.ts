import { html } from 'hono/html'
import type { PasswordPolicy } from '../../config/pool-config.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import type { Html } from './page.ts'
import type { PageText } from '../text/page-text.ts'

/** The policy as a list; the rules that a password just broke stand out, in words too. */
export function passwordHint(policy: PasswordPolicy, broken: readonly PasswordRule[], text: PageText): Html {
  // An empty password breaks every rule that the policy has.
  const rules = [...brokenRules('', policy), ...broken.filter((rule) => rule === 'longest')]
  return html`<ul class="rules">
    ${rules.map((rule) => {
      const words = text.passwordRules(policy.minimumLength)[rule]
      return broken.includes(rule) ? html`<li class="broken">${text.brokenRule(words)}</li>` : html`<li>${words}</li>`
    })}
  </ul>`
}
