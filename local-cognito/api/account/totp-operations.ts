import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import { flag, text, textOf } from '../protocol/input.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { readAccessToken } from '../protocol/read-user.ts'
import type { AccessTokenDeps } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'

export type TotpOperationDeps = AccessTokenDeps & {
  readonly config: Pick<PoolConfig, 'mfa'>
  readonly totpDevices: Pick<TotpDevices, 'begin' | 'verify' | 'prefer'>
}

/** Without an access token, the operation belongs to the challenge `MFA_SETUP`, which this pool never sends. */
const token = { AccessToken: text }
const associateSchema = v.object(token)
const verifySchema = v.object({ ...token, UserCode: textOf(6, 6), FriendlyDeviceName: v.optional(textOf(0, 131_072)) })
const settings = v.object({ Enabled: v.optional(flag, false), PreferredMfa: v.optional(flag, false) })
const preferenceSchema = v.object({
  ...token,
  SoftwareTokenMfaSettings: v.optional(settings),
  SMSMfaSettings: v.optional(settings),
  EmailMfaSettings: v.optional(settings),
})

type Preference = v.InferOutput<typeof preferenceSchema>

/** The operations about authenticator apps. They need `"mfa": "OPTIONAL"` in the configuration. */
export function totpOperations(pool: TotpOperationDeps): Operations {
  return {
    AssociateSoftwareToken: operation(associateSchema, (input) => associateSoftwareToken(pool, input)),
    VerifySoftwareToken: operation(verifySchema, (input) => verifySoftwareToken(pool, input)),
    SetUserMFAPreference: operation(preferenceSchema, (input) => setUserMfaPreference(pool, input)),
  }
}

/**
 * Makes the secret of an authenticator app. Sign-in asks for codes only after `VerifySoftwareToken` and
 * `SetUserMFAPreference`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 */
async function associateSoftwareToken(
  pool: TotpOperationDeps,
  { AccessToken }: v.InferOutput<typeof associateSchema>,
): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, AccessToken)
  if (found.kind === 'refused') return found
  if (pool.config.mfa === 'OFF') return mfaIsOff
  return done({ SecretCode: pool.totpDevices.begin(found.user.sub) })
}

/**
 * Checks the first code of a new secret.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 */
async function verifySoftwareToken(
  pool: TotpOperationDeps,
  { AccessToken, UserCode }: v.InferOutput<typeof verifySchema>,
): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, AccessToken)
  if (found.kind === 'refused') return found
  if (pool.config.mfa === 'OFF') return mfaIsOff
  switch (pool.totpDevices.verify(found.user.sub, UserCode)) {
    case 'fits':
      return done({ Status: 'SUCCESS' })
    case 'wrong':
      return refuse('EnableSoftwareTokenMFAException', 'Code mismatch')
    case 'used':
      return refuse('EnableSoftwareTokenMFAException', 'Your software token has already been used once.')
  }
}

/**
 * Switches the codes at sign-in on or off. This pool sends no codes by SMS or e-mail at sign-in.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 */
async function setUserMfaPreference(pool: TotpOperationDeps, input: Preference): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, input.AccessToken)
  if (found.kind === 'refused') return found
  const foreign = input.SMSMfaSettings?.Enabled === true ? 'SMS_MFA' : 'EMAIL_OTP'
  if (input.SMSMfaSettings?.Enabled === true || input.EmailMfaSettings?.Enabled === true) return notSetUp(foreign)
  return setTotp(pool, found.user, input.SoftwareTokenMfaSettings) ?? done()
}

function setTotp(
  { config, totpDevices }: TotpOperationDeps,
  { sub }: PoolUser,
  wanted: Preference['SoftwareTokenMfaSettings'],
): ApiAnswer | undefined {
  if (wanted === undefined) return undefined
  if (wanted.Enabled && config.mfa === 'OFF') return notSetUp('SOFTWARE_TOKEN_MFA')
  const isSet = totpDevices.prefer(sub, {
    isEnabled: wanted.Enabled,
    isPreferred: wanted.Enabled && wanted.PreferredMfa,
  })
  return isSet ? undefined : refuse('InvalidParameterException', 'User has not set up software token mfa')
}

function notSetUp(factor: string): ApiAnswer {
  return refuse('InvalidParameterException', `User does not have delivery config set to turn on ${factor}`)
}

/** AWS documents the exception. The text is UNCONFIRMED. */
const mfaIsOff = refuse('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool.')
