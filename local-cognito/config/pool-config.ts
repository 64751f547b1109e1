import * as v from 'valibot'
import { flag, list, oneOf, text, wholeNumber } from './checks.ts'
import { appClientSchema } from './client-config.ts'
import { customAttributeName, googleAccountSchema, personSchema } from './people-config.ts'

/**
 * The console's "Cognito defaults". Many sources give these four character classes and 8 characters. AWS's page does
 * not list the flags (UNCONFIRMED).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
const passwordPolicySchema = v.strictObject({
  minimumLength: v.optional(wholeNumber(6, 99), 8),
  requireLowercase: v.optional(flag, true),
  requireUppercase: v.optional(flag, true),
  requireNumbers: v.optional(flag, true),
  requireSymbols: v.optional(flag, true),
})

/** The effects of Lambda triggers, as plain settings. */
const triggersSchema = v.strictObject({
  /** The pre-sign-up trigger refuses an address with this ending, and shows this message. */
  preSignUpRejections: v.optional(list(v.strictObject({ emailEndsWith: text, message: text })), []),
  /** Whether a pre-sign-up trigger links a Google account to the local user with the same address. */
  linksGoogle: v.optional(flag, false),
  /** Claims that a pre-token-generation trigger adds. */
  idTokenClaims: v.optional(v.record(text, v.any()), {}),
  accessTokenClaims: v.optional(v.record(text, v.any()), {}),
  /** Claims that this trigger removes from both tokens. */
  suppressedClaims: v.optional(list(text), []),
})

/**
 * The behaviours of Cognito about which sources disagree, or for which no source was found. Each setting selects what
 * this pool does. The README lists them.
 */
const readingsSchema = v.strictObject({
  /** A scope that the client does not have: the error that developers report, the error that AWS documents, or none. */
  foreignScope: v.optional(oneOf(['as-seen', 'as-documented', 'ignored']), 'as-seen'),
  /** Whether the classic pages need a style too. The API's page says that they do; the developer guide does not. */
  classicNeedsStyle: v.optional(flag, false),
  failedExchangeUsesCode: v.optional(flag, true),
  replayEndsFamily: v.optional(flag, false),
  refreshedIdTokenHasNonce: v.optional(flag, false),
  idTokenHasAtHash: v.optional(flag, false),
  bareHostGetsSlash: v.optional(flag, false),
  /** Whether the pool ignores `max_age` and `acr_values`, as pools did before 2026. On Lite, Cognito ignores `acr_values`. */
  ignoresStepUp: v.optional(flag, false),
})

const domainPrefix = v.pipe(
  text,
  v.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'has to be 1 to 63 lower-case letters, digits and hyphens'),
  v.check(
    (prefix) => !/aws|amazon|cognito/.test(prefix),
    'must not contain "aws", "amazon" or "cognito": Cognito refuses such a prefix',
  ),
)

/** One user pool in the configuration file. */
const poolSchema = v.strictObject({
  poolId: v.pipe(text, v.regex(/^[\w-]+_[0-9a-zA-Z]+$/, 'has to look like ap-northeast-2_AbCdEf123')),
  poolName: text,
  /** The port of the pool's pages on 127.0.0.1. */
  port: wholeNumber(1, 65535),
  /** A second port for the issuer only, because Cognito's issuer is on another host than its pages. */
  issuerPort: v.exactOptional(wholeNumber(1, 65535)),
  /** Checked against Cognito's rule. It has no effect on the pool's URL. */
  domainPrefix: v.exactOptional(domainPrefix),
  /** 1: the classic hosted UI. 2: managed login. */
  managedLoginVersion: v.optional(v.picklist([1, 2], 'has to be 1 (classic hosted UI) or 2 (managed login)'), 2),
  /** Whether the pool accepts token lifetimes below Cognito's minimum and prints a note. Cognito refuses them. */
  allowsShortLives: v.optional(flag, false),
  hasSelfSignUp: v.optional(flag, true),
  /** The content of the mail after a sign-up: a code, or a link with it. */
  emailVerification: v.optional(oneOf(['CODE', 'LINK']), 'CODE'),
  /** Cognito's `MfaConfiguration`. With `OPTIONAL` users may register an authenticator app (TOTP). */
  mfa: v.optional(oneOf(['OFF', 'OPTIONAL']), 'OFF'),
  /** Groups that no configured user is in. Those of the configured users need not be listed. */
  groups: v.optional(list(text), []),
  /** Custom attributes that no configured user has, with their prefix `custom:`. */
  customAttributes: v.optional(list(customAttributeName), []),
  passwordPolicy: v.optional(passwordPolicySchema, {}),
  triggers: v.optional(triggersSchema, {}),
  readings: v.optional(readingsSchema, {}),
  clients: v.pipe(list(appClientSchema), v.minLength(1, 'needs at least one client')),
  people: v.optional(list(personSchema), []),
  googleAccounts: v.optional(list(googleAccountSchema), []),
})

/** The configuration file. */
export const fileSchema = v.strictObject({
  $schema: v.exactOptional(v.string()),
  pools: v.pipe(list(poolSchema), v.minLength(1, 'needs at least one pool')),
})

export type PasswordPolicy = v.InferOutput<typeof passwordPolicySchema>
type FilePool = v.InferOutput<typeof poolSchema>

export type PoolConfig = Omit<FilePool, 'port' | 'issuerPort' | 'domainPrefix'> & {
  /** Scheme, host and port of the pool's pages, without a slash at the end. */
  readonly origin: string
  /** Scheme, host and port of the issuer. The same as `origin`, unless `issuerPort` is set. */
  readonly issuerOrigin: string
  readonly domainPrefix?: string
}

/** Adds the origins to a pool, from its ports. */
export function withOrigin({ port, issuerPort, ...pool }: FilePool, scheme: 'http' | 'https'): PoolConfig {
  const origin = `${scheme}://127.0.0.1:${port}`
  return { ...pool, origin, issuerOrigin: issuerPort === undefined ? origin : `${scheme}://127.0.0.1:${issuerPort}` }
}
