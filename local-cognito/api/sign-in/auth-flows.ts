import type { AppClient, ExplicitAuthFlow } from '../../config/client-config.ts'
import { refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'

/** The values of `AuthFlow` that AWS's reference lists. */
export const authFlows = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const

export type AuthFlow = (typeof authFlows)[number]

/** The flow without its older name. */
export type SupportedFlow = 'USER_SRP_AUTH' | 'REFRESH_TOKEN_AUTH' | 'USER_PASSWORD_AUTH' | 'ADMIN_USER_PASSWORD_AUTH'

type FlowReading = { readonly kind: 'flow'; readonly flow: SupportedFlow } | ApiRefusal

const needs: Record<SupportedFlow, { readonly allow: ExplicitAuthFlow; readonly refusal: string }> = {
  USER_SRP_AUTH: { allow: 'ALLOW_USER_SRP_AUTH', refusal: 'USER_SRP_AUTH is not enabled for the client.' },
  USER_PASSWORD_AUTH: {
    allow: 'ALLOW_USER_PASSWORD_AUTH',
    refusal: 'USER_PASSWORD_AUTH flow not enabled for this client',
  },
  ADMIN_USER_PASSWORD_AUTH: {
    allow: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    refusal: 'Auth flow not enabled for this client',
  },
  // The text for this flow is UNCONFIRMED.
  REFRESH_TOKEN_AUTH: { allow: 'ALLOW_REFRESH_TOKEN_AUTH', refusal: 'Auth flow not enabled for this client' },
}

/**
 * Reads the flow of a sign-in and checks that the client allows it. `REFRESH_TOKEN_AUTH` does not work while rotation is
 * on, as AWS documents; the exception and its text are UNCONFIRMED. The two flows that this pool lacks are refused with
 * `NotImplementedException`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function readFlow(client: AppClient, wanted: AuthFlow): FlowReading {
  if (wanted === 'CUSTOM_AUTH' || wanted === 'USER_AUTH') {
    return refuse('NotImplementedException', `The local user pool has no AuthFlow ${wanted}.`)
  }
  const flow = modernName(wanted)
  if (flow === 'REFRESH_TOKEN_AUTH' && client.rotation.feature === 'ENABLED') {
    return refuse('InvalidParameterException', 'Refresh token rotation is enabled: use GetTokensFromRefreshToken.')
  }
  const { allow, refusal } = needs[flow]
  return client.explicitAuthFlows.includes(allow)
    ? { kind: 'flow', flow }
    : refuse('InvalidParameterException', refusal)
}

function modernName(flow: Exclude<AuthFlow, 'CUSTOM_AUTH' | 'USER_AUTH'>): SupportedFlow {
  if (flow === 'REFRESH_TOKEN') return 'REFRESH_TOKEN_AUTH'
  return flow === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : flow
}
