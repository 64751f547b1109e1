import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import { failure, ok, skipped, warning, type Check, type Finding } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import { askDiscovery } from './discovery.ts'

const names = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'end_session_endpoint',
] as const

/** The discovery document names the endpoints that the app derives from the configured domain. */
export const endpoints: Check = {
  name: 'endpoints',
  async run(target) {
    const answer = await askDiscovery(target)
    if (answer.kind === 'no-answer') return answer
    const { issuer, domain } = target.config.session
    if (answer.json['issuer'] === undefined) return skipped('The discovery document did not answer.')
    const expected = cognitoMetadata({ issuer, domain })
    const wrong = names.find((name) => answer.json[name] !== expected[name])
    if (wrong === undefined) return ok(`The pool answers at ${domain}.`)
    return explain(answer.json, issuer, domain, `${wrong} is ${String(answer.json[wrong])}, not ${expected[wrong]}`)
  },
}

function explain(
  document: Readonly<Record<string, unknown>>,
  issuer: string,
  domain: string,
  difference: string,
): Finding {
  // Seen in 2022: a pool without a domain has endpoints below its issuer.
  if (document['authorization_endpoint'] === `${issuer}/authorize`) {
    return failure(
      'The pool has no domain, so it has no sign-in pages.',
      `Create one (${consolePlaces.domain} › Actions › Create Cognito domain).`,
    )
  }
  // AWS documents that discovery shows the custom domain only, if a pool has both.
  if (isPrefixDomain(domain) && !isPrefixDomain(String(document['token_endpoint']))) {
    return warning(
      `The pool has a custom domain: its ${difference}.`,
      `Set VITE_COGNITO_DOMAIN to the custom domain (${consolePlaces.domain}).`,
    )
  }
  return failure(
    `The pool’s ${difference}.`,
    `Set VITE_COGNITO_DOMAIN to the domain of this pool (${consolePlaces.domain}).`,
  )
}

function isPrefixDomain(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname.endsWith('.amazoncognito.com')
}
