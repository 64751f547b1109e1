import { configExamples, isConfigVariable } from '../config/config-examples.ts'
import type { ConfigIssue, ConfigRule } from '../config/config-issue.ts'

interface RuleMessages<Rule extends string> {
  /** `{name}` stands for the detail of this name. */
  readonly rules: Readonly<Record<Rule, string>>
  /** Between a variable's name and the rule. */
  readonly joint: string
}

export interface ConfigMessages extends RuleMessages<ConfigRule> {
  /** Before an example. */
  readonly example: string
}

/** One line for one issue: the variable, then the rule it breaks; never its value. */
export function configIssueLine<Rule extends string>(
  { rules, joint }: RuleMessages<Rule>,
  { variable, rule, details = {} }: ConfigIssue<Rule>,
): string {
  const text = rules[rule].replace(/\{(\w+)\}/g, (_all, name: string) => details[name] ?? '')
  return `${variable}${joint} ${text}`
}

/** A line of .env that would be right; null for a variable that the app does not have. */
export function configExampleLine({ variable }: Pick<ConfigIssue, 'variable'>): string | null {
  return isConfigVariable(variable) ? `${variable}=${configExamples[variable]}` : null
}
