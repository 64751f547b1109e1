import type { ConfigIssue, ConfigRule } from '../config/config-issue.ts'

export interface ConfigMessages {
  readonly rules: Readonly<Record<ConfigRule, string>>
  /** Between a variable's name and the rule. */
  readonly joint: string
}

/** One line for one issue: the variable, then the rule it breaks; never its value. */
export function configIssueLine({ rules, joint }: ConfigMessages, { variable, rule }: ConfigIssue): string {
  return `${variable}${joint} ${rules[rule]}`
}
