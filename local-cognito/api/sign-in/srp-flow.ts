import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { AppClient } from '../../config/client-config.ts'
import { idFrom } from '../../config/people-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { ExpiringStore } from '../../state/expiring-store.ts'
import { isSameSecret } from '../../state/secret.ts'
import type { SrpVerifier } from '../../state/tables.ts'
import { readSrpPublic, srpKey, srpPoolName, startSrp } from '../../users/srp.ts'
import type { SrpServer } from '../../users/srp.ts'
import type { Users } from '../../users/users.ts'
import { done } from '../protocol/operation.ts'
import type { ApiAnswer } from '../protocol/operation.ts'
import { noSuchUser, refuse, wrongCredentials } from '../protocol/refusal.ts'
import { afterPassword } from './complete-sign-in.ts'
import type { CompleteDeps } from './complete-sign-in.ts'
import { allowSignIn } from './password-flow.ts'

/** A sign-in by SRP between its two requests. */
export type SrpSignIn = {
  readonly clientId: string
  readonly userIdForSrp: string
  /** The user who signs in. `null` if no user has the name: the proof then never fits. */
  readonly sub: string | null
  readonly verifier: bigint
  readonly clientPublic: bigint
  readonly server: SrpServer
}

export type SrpFlowDeps = CompleteDeps & {
  readonly config: Pick<PoolConfig, 'poolId'>
  readonly srpSignIns: ExpiringStore<SrpSignIn>
  readonly users: Pick<Users, 'find' | 'findByUsername' | 'srpOf'>
}

/**
 * The first request of `USER_SRP_AUTH`: responds with salt, `B` and a block that names this sign-in. An unknown user
 * gets the same with `PreventUserExistenceErrors=ENABLED`; the same name always gets the same salt and user id, as AWS
 * documents.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function startSrpFlow(pool: SrpFlowDeps, client: AppClient, username: string, srpA: string): ApiAnswer {
  // The text is UNCONFIRMED.
  const clientPublic = readSrpPublic(srpA)
  if (clientPublic === undefined) return refuse('InvalidParameterException', 'Invalid SRP_A')
  const user = pool.users.findByUsername(username)
  const srp = user && pool.users.srpOf(user)
  if (srp === undefined && client.preventUserExistenceErrors === 'LEGACY') return noSuchUser
  const seed = `${pool.config.poolId} ${username.toLowerCase()}`
  const { salt, verifier } = srp ?? imaginedVerifier(seed)
  const userIdForSrp = srp === undefined ? idFrom(seed) : (user?.username ?? '')
  const server = startSrp(BigInt(`0x${verifier}`))
  const signIn = { clientId: client.id, userIdForSrp, verifier: BigInt(`0x${verifier}`), clientPublic, server }
  const key = pool.srpSignIns.put({ ...signIn, sub: srp === undefined ? null : (user?.sub ?? null) })
  return done({
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock(key),
      SRP_B: server.publicValue.toString(16),
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  })
}

/** The salt and verifier of a user who does not exist. */
function imaginedVerifier(seed: string): SrpVerifier {
  const hash = (part: string) => createHash('sha256').update(`${part} ${seed}`).digest('hex')
  return { salt: hash('salt').slice(0, 32), verifier: hash('verifier') }
}

const keyLength = 36

/** The key of a sign-in, padded with random bytes: the client treats the block as opaque bytes. */
function secretBlock(key: string): string {
  return Buffer.concat([Buffer.from(key, 'latin1'), randomBytes(156)]).toString('base64')
}

/**
 * The second request of `USER_SRP_AUTH`: checks the client's proof, an HMAC-SHA256 over pool name, user id, block and
 * time. Each block works once. The time is not compared with the clock (what Cognito allows is UNCONFIRMED).
 */
export async function finishSrpFlow(
  pool: SrpFlowDeps,
  client: AppClient,
  responses: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  const { PASSWORD_CLAIM_SECRET_BLOCK: block, PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp } = responses
  if (block === undefined || signature === undefined || timestamp === undefined) {
    return refuse('InvalidParameterException', 'Missing required parameter for PASSWORD_VERIFIER')
  }
  const bytes = Buffer.from(block, 'base64')
  const signIn = pool.srpSignIns.take(bytes.subarray(0, keyLength).toString('latin1'))
  if (signIn === undefined || signIn.clientId !== client.id) return wrongCredentials
  const proof = createHmac('sha256', srpKey(signIn.clientPublic, signIn.verifier, signIn.server))
    .update(`${srpPoolName(pool.config.poolId)}${signIn.userIdForSrp}`)
    .update(bytes)
    .update(timestamp)
    .digest('base64')
  const user = pool.users.find(signIn.sub ?? '')
  if (user === undefined || !isSameSecret(proof, signature)) return wrongCredentials
  const allowed = allowSignIn(user)
  return allowed.kind === 'refused' ? allowed : afterPassword(pool, client, user)
}
