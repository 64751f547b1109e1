import * as v from 'valibot'
import { flag, list, oneOf, text, wholeNumber } from './checks.ts'

const daySeconds = 24 * 3600
/** Cognito's longest: 3650 days. */
const longestRefreshSeconds = 3650 * daySeconds
const defaultRefreshSeconds = 30 * daySeconds

/**
 * Whether each refresh hands out a new refresh token, and how long the one before it still works.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html
 */
export const rotationSchema = v.strictObject({
  feature: oneOf(['ENABLED', 'DISABLED']),
  retryGracePeriodSeconds: v.optional(wholeNumber(0, 60), 0),
})

/** Seconds. The bounds are wider than Cognito's; `findLimitFaults` knows those. */
export const tokenSecondsSchema = wholeNumber(1, daySeconds)

// Callback and sign-out URLs by AWS's rule: https, loopback over http, or a scheme of an app's own; no fragment.
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

/**
 * What AWS fills in where a client is silent depends on who made it: the console turns on what a hosted sign-in needs
 * and makes a style; the API does neither.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const defaultsOf = {
  console: { allowedOAuthFlowsUserPoolClient: true, preventUserExistenceErrors: 'ENABLED', hasStyle: true },
  api: { allowedOAuthFlowsUserPoolClient: false, preventUserExistenceErrors: 'LEGACY', hasStyle: false },
} as const

/** An app client as the configuration file names it. */
export const appClientSchema = v.pipe(
  v.strictObject({
    id: text,
    name: text,
    /** Whose defaults hold for what is left out here. */
    madeBy: v.optional(oneOf(['console', 'api']), 'console'),
    /** Only a confidential client has one. A browser app's client must have none. */
    secret: v.exactOptional(text),
    allowedOAuthFlowsUserPoolClient: v.exactOptional(flag),
    preventUserExistenceErrors: v.exactOptional(oneOf(['ENABLED', 'LEGACY'])),
    enableTokenRevocation: v.optional(flag, true),
    /** Whether managed login has a branding style for this client; without one it shows no page. */
    hasStyle: v.exactOptional(flag),
    callbackUrls: v.optional(returnUrls, []),
    signOutUrls: v.optional(returnUrls, []),
    scopes: v.optional(list(text), ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin']),
    grants: v.optional(list(oneOf(['code'])), ['code']),
    /** `COGNITO` for the password form, else the provider's name exactly as configured. */
    providers: v.optional(list(oneOf(['COGNITO', 'Google'])), ['COGNITO']),
    accessTokenSeconds: v.optional(tokenSecondsSchema, 3600),
    idTokenSeconds: v.optional(tokenSecondsSchema, 3600),
    /** Cognito turns 0 into 30 days. */
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
