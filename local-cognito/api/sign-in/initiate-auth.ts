import * as v from 'valibot'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Users } from '../../users/users.ts'
import { clientId, oneOf, text, textOf } from '../protocol/input.ts'
import { adminOperation, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { findClient, readClient } from '../protocol/read-client.ts'
import type { ClientDeps } from '../protocol/read-client.ts'
import { refuse } from '../protocol/refusal.ts'
import { authFlows, readFlow } from './auth-flows.ts'
import type { SupportedFlow } from './auth-flows.ts'
import { signInWithPassword } from './password-flow.ts'
import type { PasswordFlowDeps } from './password-flow.ts'
import { renewTokens } from './refresh-flow.ts'
import type { RefreshFlowDeps } from './refresh-flow.ts'
import { startSrpFlow } from './srp-flow.ts'
import type { SrpFlowDeps } from './srp-flow.ts'

export type InitiateDeps = ClientDeps &
  PasswordFlowDeps &
  SrpFlowDeps &
  RefreshFlowDeps & {
    readonly refreshTokens: Pick<RefreshTokens, 'findOrigin'>
    readonly users: Pick<Users, 'find'>
  }

const input = {
  AuthFlow: oneOf(authFlows),
  AuthParameters: v.optional(v.record(v.string(), text), {}),
  ClientId: clientId,
}
const initiateSchema = v.object(input)
const adminInitiateSchema = v.object({ ...input, UserPoolId: textOf(1, 55) })

type Input = v.InferOutput<typeof initiateSchema>

/** The operations that begin a sign-in. */
export function initiateOperations(pool: InitiateDeps): Operations {
  return {
    InitiateAuth: operation(initiateSchema, (request) => initiateAuth(pool, request)),
    AdminInitiateAuth: adminOperation(pool, adminInitiateSchema, (request) => adminInitiateAuth(pool, request)),
  }
}

/**
 * Begins a sign-in by `USER_PASSWORD_AUTH` or `USER_SRP_AUTH`, or renews tokens by `REFRESH_TOKEN_AUTH`. Devices are not
 * remembered.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 */
function initiateAuth(pool: InitiateDeps, request: Input): ApiAnswer | Promise<ApiAnswer> {
  return request.AuthFlow.startsWith('ADMIN_')
    ? refuse('InvalidParameterException', 'Initiate Auth method not supported.')
    : begin(pool, request)
}

/**
 * Begins a sign-in for a server: `ADMIN_USER_PASSWORD_AUTH`, its older name `ADMIN_NO_SRP_AUTH`, and the flows of
 * `InitiateAuth`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
function adminInitiateAuth(pool: InitiateDeps, request: Input): ApiAnswer | Promise<ApiAnswer> {
  // AWS documents that `USER_PASSWORD_AUTH` is no flow of this operation. The text is UNCONFIRMED.
  return request.AuthFlow === 'USER_PASSWORD_AUTH'
    ? refuse('InvalidParameterException', 'Initiate Auth method not supported.')
    : begin(pool, request)
}

function begin(pool: InitiateDeps, { AuthFlow, AuthParameters, ClientId }: Input): ApiAnswer | Promise<ApiAnswer> {
  const found = findClient(pool, ClientId)
  if (found.kind === 'refused') return found
  const reading = readFlow(found.client, AuthFlow)
  if (reading.kind === 'refused') return reading
  const fault = findMissing(reading.flow, AuthParameters)
  if (fault !== undefined) return refuse('InvalidParameterException', `Missing required parameter ${fault}`)
  const { USERNAME = '', PASSWORD = '', SRP_A = '', REFRESH_TOKEN = '', SECRET_HASH } = AuthParameters
  const names = reading.flow === 'REFRESH_TOKEN_AUTH' ? ownerOf(pool, REFRESH_TOKEN) : [USERNAME]
  const checked = readClient(pool, ClientId, SECRET_HASH, names)
  if (checked.kind === 'refused') return checked
  if (reading.flow === 'USER_SRP_AUTH') return startSrpFlow(pool, checked.client, USERNAME, SRP_A)
  if (reading.flow === 'REFRESH_TOKEN_AUTH') return renewTokens(pool, checked.client, REFRESH_TOKEN)
  return signInWithPassword(pool, checked.client, USERNAME, PASSWORD)
}

const required: Record<SupportedFlow, readonly string[]> = {
  USER_SRP_AUTH: ['USERNAME', 'SRP_A'],
  REFRESH_TOKEN_AUTH: ['REFRESH_TOKEN'],
  USER_PASSWORD_AUTH: ['USERNAME', 'PASSWORD'],
  ADMIN_USER_PASSWORD_AUTH: ['USERNAME', 'PASSWORD'],
}

function findMissing(flow: SupportedFlow, parameters: Readonly<Record<string, string>>): string | undefined {
  return required[flow].find((name) => parameters[name] === undefined)
}

/** The secret hash of a refresh is about Cognito's own user name, not about the address. */
function ownerOf({ refreshTokens, users }: InitiateDeps, token: string): readonly string[] {
  const user = users.find(refreshTokens.findOrigin(token)?.chain.sub ?? '')
  return user === undefined ? [] : [user.username]
}
