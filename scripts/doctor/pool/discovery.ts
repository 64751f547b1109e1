import { failure, ok, type Check, type Finding } from '../check-result.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'

/** The pool answers at its issuer, and names the same issuer as the configuration. */
export const discovery: Check = { name: 'discovery', run: checkDiscovery }

async function checkDiscovery(target: Target): Promise<Finding | NoAnswer> {
  const { issuer, updatedIssuer } = target.config.session
  const answer = await askDiscovery(target)
  if (answer.kind === 'no-answer') return answer
  const found = answer.json['issuer']
  if (typeof found === 'string' && [issuer, updatedIssuer].includes(found)) return ok(`The pool’s issuer is ${found}.`)
  if (typeof found === 'string') {
    return failure(`The pool at ${issuer} names another issuer: ${found}.`, `Set VITE_COGNITO_ISSUER=${found}`)
  }
  return checkOtherForm(target, answer)
}

/** Whether the former address still answers after a pool has changed its form is UNCONFIRMED, so both are asked. */
async function checkOtherForm(target: Target, { status }: Answer): Promise<Finding> {
  const { issuer, updatedIssuer } = target.config.session
  const other = otherFormOf(issuer)
  const answer = other === null ? null : await target.ask(discoveryUrl(other))
  if (other !== null && answer?.kind === 'answer' && answer.json['issuer'] === other) {
    if (other === updatedIssuer) return ok(`The pool’s issuer is ${other}.`)
    return failure(`The pool’s issuer is ${other}, not ${issuer}.`, `Set VITE_COGNITO_ISSUER=${other}`)
  }
  return failure(
    `There is no user pool at ${issuer} (HTTP ${status}).`,
    `Correct VITE_COGNITO_USER_POOL_ID, or VITE_COGNITO_ISSUER if it is set (${consolePlaces.overview}).`,
  )
}

/**
 * A pool's issuer has one of two forms; null for an issuer with neither.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function otherFormOf(issuer: string): string | null {
  const [, prefix, rest] = /^https:\/\/(issuer-)?(cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/.+)$/.exec(issuer) ?? []
  if (rest === undefined) return null
  return prefix === undefined ? `https://issuer-${rest}` : `https://${rest}`
}

export function askDiscovery({ ask, config }: Target): Promise<Answer | NoAnswer> {
  return ask(discoveryUrl(config.session.issuer))
}

function discoveryUrl(issuer: string): string {
  return `${issuer}/.well-known/openid-configuration`
}
