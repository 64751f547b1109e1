import * as v from 'valibot'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { clientId, oneOf, text, textOf } from '../protocol/input.ts'
import { adminOperation, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { readClient } from '../protocol/read-client.ts'
import type { ClientDeps } from '../protocol/read-client.ts'
import type { ReadUser } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'
import { readOwnAttributes } from '../protocol/user-attributes.ts'
import type { AttributeDeps } from '../protocol/user-attributes.ts'
import type { AuthSession, AuthSessions } from './auth-session.ts'
import { afterNewPassword, issueTokens } from './complete-sign-in.ts'
import type { CompleteDeps } from './complete-sign-in.ts'
import { allowSignIn } from './password-flow.ts'
import { finishSrpFlow } from './srp-flow.ts'
import type { SrpFlowDeps } from './srp-flow.ts'

export type RespondDeps = ClientDeps &
  CompleteDeps &
  SrpFlowDeps &
  AttributeDeps & {
    readonly config: Pick<PoolConfig, 'passwordPolicy'>
    readonly authSessions: Pick<AuthSessions, 'find' | 'take'>
    readonly totpDevices: Pick<TotpDevices, 'check'>
    readonly users: Pick<Users, 'find' | 'setPassword'>
  }

const input = {
  // AWS lists more challenges. This pool never sends them.
  ChallengeName: oneOf(['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA']),
  ChallengeResponses: v.optional(v.record(v.string(), text), {}),
  ClientId: clientId,
  Session: v.optional(text),
}
const respondSchema = v.object(input)
const adminRespondSchema = v.object({ ...input, UserPoolId: textOf(1, 55) })

type Input = v.InferOutput<typeof respondSchema>

/** The operations that answer a challenge. */
export function respondOperations(pool: RespondDeps): Operations {
  return {
    RespondToAuthChallenge: operation(respondSchema, (request) => respondToAuthChallenge(pool, request)),
    AdminRespondToAuthChallenge: adminOperation(pool, adminRespondSchema, (request) =>
      respondToAuthChallenge(pool, request),
    ),
  }
}

/**
 * Continues a sign-in: the proof of SRP, a new password, or a code of the authenticator app. A session lasts 3 minutes;
 * after a refusal it can be used again.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html
 */
async function respondToAuthChallenge(pool: RespondDeps, request: Input): Promise<ApiAnswer> {
  const { ChallengeName, ChallengeResponses: responses, ClientId, Session = '' } = request
  const { USERNAME: username, SECRET_HASH } = responses
  if (username === undefined) return refuse('InvalidParameterException', 'Missing required parameter USERNAME')
  const reading = readClient(pool, ClientId, SECRET_HASH, [username])
  if (reading.kind === 'refused') return reading
  if (ChallengeName === 'PASSWORD_VERIFIER') return finishSrpFlow(pool, reading.client, responses)
  const found = findSessionUser(pool, Session, reading.client, ChallengeName, username)
  if (found.kind === 'refused') return found
  const answer =
    ChallengeName === 'NEW_PASSWORD_REQUIRED'
      ? await takeNewPassword(pool, reading.client, found.user, responses)
      : await takeTotpCode(pool, reading.client, found.user, responses)
  if (answer.kind === 'done') pool.authSessions.take(Session)
  return answer
}

/** A session belongs to one client, one challenge and one user. */
function findSessionUser(
  pool: RespondDeps,
  session: string,
  client: AppClient,
  challenge: AuthSession['challenge'],
  username: string,
): ReadUser {
  const found = pool.authSessions.find(session)
  const user = pool.users.find(found?.sub ?? '')
  const isSame =
    found?.clientId === client.id &&
    found.challenge === challenge &&
    pool.users.findByUsername(username)?.sub === found.sub
  if (user === undefined || !isSame) {
    return refuse('NotAuthorizedException', 'Invalid session for the user, session is expired.')
  }
  return allowSignIn(user)
}

const attributePrefix = 'userAttributes.'

/** Sets the new password, and the attributes that came with it. */
async function takeNewPassword(
  pool: RespondDeps,
  client: AppClient,
  user: PoolUser,
  responses: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  const { NEW_PASSWORD: password } = responses
  if (password === undefined) return refuse('InvalidParameterException', 'Missing required parameter NEW_PASSWORD')
  const fault = findPasswordFault(pool, password)
  if (fault !== undefined) return fault
  const wanted = Object.entries(responses)
    .filter(([name]) => name.startsWith(attributePrefix))
    .map(([name, Value]) => ({ Name: name.slice(attributePrefix.length), Value }))
  const reading = readOwnAttributes(pool, user.attributes, wanted)
  if (reading.kind === 'refused') return reading
  await pool.users.setPassword(user, password, { ...reading.change, status: 'CONFIRMED' })
  return afterNewPassword(pool, client, pool.users.find(user.sub) ?? user)
}

async function takeTotpCode(
  pool: RespondDeps,
  client: AppClient,
  user: PoolUser,
  { SOFTWARE_TOKEN_MFA_CODE: code }: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  if (code === undefined) {
    return refuse('InvalidParameterException', 'Missing required parameter SOFTWARE_TOKEN_MFA_CODE')
  }
  switch (pool.totpDevices.check(user.sub, code)) {
    case 'fits':
      return issueTokens(pool, client, user)
    case 'wrong':
      return refuse('CodeMismatchException', 'Invalid code received for user')
    case 'used':
      return refuse('ExpiredCodeException', 'Your software token has already been used once.')
  }
}
