import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import { asRecord, isText } from '../../../src/auth/encoding/json.ts'
import { failure, ok, statusOf, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'

/** The keys that the app checks signatures with are where it looks for them. */
export const keys: Check = {
  name: 'keys',
  async run({ ask, config }) {
    const url = cognitoMetadata(config.session).jwks_uri
    const answer = await ask(url)
    if (answer.kind === 'no-answer') return answer
    const count = signingKeysIn(answer.json['keys'])
    if (count > 0) return ok(`The pool publishes ${count} signing keys.`)
    return failure(
      `There are no signing keys at ${url} (${statusOf(answer)}).`,
      `Correct VITE_COGNITO_USER_POOL_ID, or VITE_COGNITO_ISSUER if it is set (${consolePlaces.overview}).`,
    )
  },
}

function signingKeysIn(value: unknown): number {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return list.map(asRecord).filter(({ kty, kid }) => kty === 'RSA' && isText(kid)).length
}
