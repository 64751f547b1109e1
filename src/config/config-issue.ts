/** One invalid value in the configuration: the variable and the rule it breaks. Never a value that may be secret. */
export interface ConfigIssue<Rule extends string = ConfigRule> {
  readonly variable: string
  readonly rule: Rule
  /** What the rule's message names, by its name there. */
  readonly details?: Readonly<Record<string, string>>
}

export const configRules = [
  'missing',
  'placeholder',
  'hidden-character',
  'control-character',
  'pool-id-shape',
  'client-id-shape',
  'client-id-is-pool-id',
  'domain-is-issuer',
  'domain-not-bare',
  'domain-not-ascii',
  'not-a-url',
  'needs-https',
  'redirect-not-exact',
  'redirect-double-slash',
  'other-origin',
  'scopes-need-openid',
  'scopes-by-spaces',
  'storage-choice',
  'duration-shape',
  'idle-time-shape',
  'api-is-pool',
  'image-hosts-shape',
  'looks-secret',
  'loopback-in-production',
] as const

export type ConfigRule = (typeof configRules)[number]
