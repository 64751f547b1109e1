import type { ConfigIssue, ConfigRule } from '../config/config-issue.ts'

export interface ConfigMessages {
  readonly rules: Readonly<Record<ConfigRule, string>>
  /** What stands between a variable's name and the rule. */
  readonly joint: string
}

/** One line about one wrong setting: the variable, then the rule it breaks; never its value. */
export function configIssueLine({ rules, joint }: ConfigMessages, { variable, rule }: ConfigIssue): string {
  return `${variable}${joint} ${rules[rule]}`
}
