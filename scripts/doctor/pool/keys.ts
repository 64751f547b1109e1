import { asRecord, isText } from '../../../src/auth/encoding/json.ts'
import { jwksUrl } from '../../../src/auth/tokens/jwks.ts'
import { failure, ok, statusOf, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'

/** The keys that the app checks signatures with are where it looks for them. */
export const keys: Check = {
  name: 'keys',
  async run({ ask, config }) {
    const { issuer, updatedIssuer } = config.session
    const [url, otherUrl] = [jwksUrl(issuer), updatedIssuer === null ? null : jwksUrl(updatedIssuer)]
    const answer = await ask(url)
    if (answer.kind === 'no-answer') return answer
    const other = otherUrl === null || answer.status === 200 ? answer : await ask(otherUrl)
    const count = other.kind === 'no-answer' ? 0 : signingKeysIn(other.json['keys'])
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
