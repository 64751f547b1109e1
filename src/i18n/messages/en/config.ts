import type { ConfigMessages } from '../../config-issue-line.ts'

const rules: ConfigMessages['rules'] = {
  missing: 'is missing. Copy .env.example to .env and fill it in.',
  placeholder: 'still has the placeholder “{placeholder}”.',
  'hidden-character': 'has a quote or a hidden character at position {position} ({character}).',
  'control-character': 'has a character at position {position} that cannot be seen ({character}).',
  'pool-id-shape': 'must be a region, an underscore, and letters and digits.',
  'client-id-shape': 'does not look like an app client ID (letters and digits, usually 26).',
  'client-id-is-pool-id': 'looks like the user pool ID. Use the app client ID.',
  'domain-is-issuer': 'is the issuer. The domain looks like https://NAME.auth.REGION.amazoncognito.com.',
  'domain-not-bare': 'must be the domain alone, without path, query, user name or port 0.',
  'domain-not-ascii': 'must have only letters a to z, digits and hyphens. Write it as {ascii}.',
  'not-a-url': 'is not a URL.',
  'needs-https': 'must start with https:// (http is for localhost, 127.0.0.1 and [::1] only).',
  'redirect-not-exact': 'must be exactly the registered URL: no # and no *.',
  'redirect-double-slash': 'has two slashes in a row in its path.',
  'other-origin': 'points to another site than this page. Sign-in would end there.',
  'scopes-need-openid': 'must contain "openid".',
  'scopes-by-spaces': 'needs spaces between the scopes, not commas.',
  'storage-choice': 'must be "tab" or "browser".',
  'idle-time-shape': 'must look like 15m or 2h, from 1 minute to 24 hours.',
  'duration-shape': 'must look like 30d, 12h or 90m, from 60 minutes to 3650 days.',
  'image-hosts-shape': 'must be host names without https:// and without a path, with commas between them.',
  'api-is-pool': 'is the address of the user pool. It must be the address of your API.',
  'looks-secret':
    'looks like a secret (a Cognito client secret, a private key or an AWS credential). Everything that starts with VITE_ is sent to every visitor. Make an app client without a secret and delete this line. If the value was ever published, replace it.',
  'loopback-in-production':
    'is this computer’s own address: other people could not sign in. Use the values of a real user pool.',
}

/** A rule goes on with the variable's name as its subject. */
export const config: ConfigMessages = { rules, joint: '', example: 'Example:' }
