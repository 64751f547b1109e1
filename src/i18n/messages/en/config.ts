import type { ConfigMessages } from '../../config-issue-line.ts'

const rules: ConfigMessages['rules'] = {
  missing: 'is missing. Copy .env.example to .env and fill it in.',
  placeholder: 'still has its placeholder.',
  'hidden-character': 'has a quote or a hidden character in it.',
  'pool-id-shape': 'must look like ap-northeast-2_AbCdEf123.',
  'client-id-shape': 'does not look like an app client ID (letters and digits, usually 26).',
  'client-id-is-pool-id': 'looks like the user pool ID. Use the app client ID.',
  'domain-is-issuer': 'is the issuer. The domain looks like https://NAME.auth.REGION.amazoncognito.com.',
  'domain-not-bare': 'must be the domain alone, without path or query.',
  'not-a-url': 'is not a URL.',
  'needs-https': 'must start with https:// (http is for localhost, 127.0.0.1 and [::1] only).',
  'region-differs': 'is in another region than the user pool.',
  'redirect-not-exact': 'must be exactly the registered URL: no # and no *.',
  'other-origin': 'points to another site than this page. Sign-in would end there.',
  'scopes-need-openid': 'must contain "openid".',
  'scopes-by-spaces': 'needs spaces between the scopes, not commas.',
  'storage-choice': 'must be "tab" or "browser".',
  'duration-shape': 'must look like 30d, 12h or 90m, from 60 minutes to 3650 days.',
  'looks-secret':
    'looks like a secret. Everything that starts with VITE_ is sent to every visitor. Make an app client without a secret and delete this line. If the value was ever published, replace it.',
  'loopback-in-production':
    'is this computer’s own address: other people could not sign in. Use the values of a real user pool.',
}

/** A rule goes on with the variable's name as its subject. */
export const config: ConfigMessages = { rules, joint: '' }
