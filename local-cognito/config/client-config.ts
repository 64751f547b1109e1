import * as v from 'valibot'
import { flag, list, oneOf, text, wholeNumber } from './checks.ts'

const daySeconds = 24 * 3600
/** Cognito's maximum: 3650 days. */
const longestRefreshSeconds = 3650 * daySeconds
const defaultRefreshSeconds = 30 * daySeconds

/**
 * Whether each refresh returns a new refresh token, and how long the previous one still works.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html
 */
export const rotationSchema = v.strictObject({
  feature: oneOf(['ENABLED', 'DISABLED']),
  retryGracePeriodSeconds: v.optional(wholeNumber(0, 60), 0),
})

/** A token lifetime in seconds. The bounds are wider than Cognito's; `findShortLives` checks Cognito's minimum. */
export const tokenSecondsSchema = wholeNumber(1, daySeconds)

// AWS's rule for callback and sign-out URLs: https, http to the loopback address, or a custom scheme; no fragment.
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?([/?].*)?$/
const returnUrl = v.pipe(
  text,
  v.maxLength(1024, 'must not be longer than 1024 characters'),
  v.check((url) => URL.canParse(url), 'has to be an absolute URL'),
  v.check((url) => !url.includes('#'), 'must not have a fragment'),
  v.check(
    (url) => !/^http:/i.test(url) || loopback.test(url),
    (issue) => `${issue.input} cannot use the HTTP protocol.`,
  ),
)

const returnUrls = v.pipe(list(returnUrl), v.maxLength(100, 'must not have more than 100 URLs'))

/** The flows that a client can allow. This pool has no `CUSTOM_AUTH` and no `USER_AUTH`. */
const explicitAuthFlows = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
] as const

export type ExplicitAuthFlow = (typeof explicitAuthFlows)[number]

/** UNCONFIRMED: the flows that the console ticks for a single-page application. */
const consoleAuthFlows: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

const apiAuthFlows: readonly ExplicitAuthFlow[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
]

/**
 * AWS's defaults for missing settings depend on how a client was made. The console turns on the settings that the
 * hosted UI needs, and makes a style. The API does neither.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const defaultsOf = {
  console: {
    allowedOAuthFlowsUserPoolClient: true,
    preventUserExistenceErrors: 'ENABLED',
    hasStyle: true,
    explicitAuthFlows: consoleAuthFlows,
  },
  api: {
    allowedOAuthFlowsUserPoolClient: false,
    preventUserExistenceErrors: 'LEGACY',
    hasStyle: false,
    explicitAuthFlows: apiAuthFlows,
  },
} as const

/** An app client in the configuration file. */
export const appClientSchema = v.pipe(
  v.strictObject({
    id: text,
    name: text,
    /** Selects the defaults for the settings that are left out here. */
    madeBy: v.optional(oneOf(['console', 'api']), 'console'),
    /** Only a confidential client has a secret. A browser app's client must not have one. */
    secret: v.exactOptional(text),
    allowedOAuthFlowsUserPoolClient: v.exactOptional(flag),
    preventUserExistenceErrors: v.exactOptional(oneOf(['ENABLED', 'LEGACY'])),
    enableTokenRevocation: v.optional(flag, true),
    /** Cognito's `ExplicitAuthFlows`: the sign-in flows of the API that the client allows. */
    explicitAuthFlows: v.exactOptional(list(oneOf(explicitAuthFlows))),
    /** Whether managed login has a branding style for this client. Without a style it shows an error page. */
    hasStyle: v.exactOptional(flag),
    callbackUrls: v.optional(returnUrls, []),
    signOutUrls: v.optional(returnUrls, []),
    scopes: v.optional(list(text), ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin']),
    /**
     * Cognito's `AllowedOAuthFlows`. A client with `implicit` alone refuses the code grant. This pool does not support the
     * implicit grant itself.
     */
    allowedOAuthFlows: v.optional(list(oneOf(['code', 'implicit'])), ['code']),
    /** `COGNITO` for the password form, otherwise the provider's exact name. */
    providers: v.optional(list(oneOf(['COGNITO', 'Google'])), ['COGNITO']),
    accessTokenSeconds: v.optional(tokenSecondsSchema, 3600),
    idTokenSeconds: v.optional(tokenSecondsSchema, 3600),
    /** 0 means 30 days, as in Cognito. */
    refreshTokenSeconds: v.pipe(
      v.optional(wholeNumber(0, longestRefreshSeconds), defaultRefreshSeconds),
      v.transform((seconds) => (seconds === 0 ? defaultRefreshSeconds : seconds)),
    ),
    rotation: v.optional(rotationSchema, { feature: 'DISABLED', retryGracePeriodSeconds: 0 }),
  }),
  v.transform(({ madeBy, ...client }) => ({ ...defaultsOf[madeBy], ...client })),
)

export type Rotation = v.InferOutput<typeof rotationSchema>
export type AppClient = v.InferOutput<typeof appClientSchema>
