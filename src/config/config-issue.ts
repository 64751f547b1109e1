/** One invalid value in the configuration: the variable and the rule it breaks. Never the value itself. */
export interface ConfigIssue {
  readonly variable: string
  readonly rule: ConfigRule
}

export type ConfigRule =
  | 'missing'
  | 'placeholder'
  | 'hidden-character'
  | 'pool-id-shape'
  | 'client-id-shape'
  | 'client-id-is-pool-id'
  | 'domain-is-issuer'
  | 'domain-not-bare'
  | 'not-a-url'
  | 'needs-https'
  | 'region-differs'
  | 'redirect-not-exact'
  | 'other-origin'
  | 'scopes-need-openid'
  | 'scopes-by-spaces'
  | 'storage-choice'
  | 'duration-shape'
  | 'looks-secret'
  | 'loopback-in-production'
