import * as v from 'valibot'
import { appOrigin, domainPrefix, flag, globalCertificate, hostName, list, oneOf, text, wholeNumber } from './rules.ts'

/**
 * How long tokens live.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
const tokens = v.strictObject({
  accessMinutes: v.optional(wholeNumber(5, 1440, 'minutes'), 60),
  idMinutes: v.optional(wholeNumber(5, 1440, 'minutes'), 60),
  refreshDays: v.optional(wholeNumber(1, 3650, 'days'), 5),
  /** How long a refresh token still works after it was replaced. Below 10 s, a lost response can end a session. */
  rotationGraceSeconds: v.optional(wholeNumber(10, 60, 'seconds'), 60),
})

const domain = v.union(
  [v.strictObject({ prefix: domainPrefix }), v.strictObject({ name: hostName, certificateArn: globalCertificate })],
  'has to be { "prefix": … } or { "name": …, "certificateArn": … }',
)

const google = v.strictObject({
  clientId: v.pipe(
    text,
    v.regex(
      /\.apps\.googleusercontent\.com$/,
      'has to end with .apps.googleusercontent.com: the OAuth client ID at Google',
    ),
  ),
  /** The name of a secret in AWS Secrets Manager, in the pool's region, whose text is Google's client secret. */
  secretName: v.pipe(
    text,
    v.check(
      (name) => !name.startsWith('GOCSPX-'),
      'is a client secret of Google itself: put that into AWS Secrets Manager, and its name there into this file',
    ),
  ),
})

/** Where the app is, besides CloudFront's own domain. */
const site = v.strictObject({
  domainName: hostName,
  certificateArn: globalCertificate,
})

/**
 * The API as a resource server.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const api = v.strictObject({
  identifier: text,
  scopes: list(v.strictObject({ name: text, description: text })),
})

const environment = v.strictObject({
  region: v.pipe(text, v.regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'has to be a region such as ap-northeast-2')),
  poolName: v.optional(text, 'toyseven-cognito'),
  domain,
  /** Where the app runs while it is developed. The first origin is the one of `.env.local`. */
  origins: v.optional(v.pipe(list(appOrigin), v.minLength(1, 'needs at least one origin')), ['http://localhost:3000']),
  issuer: v.optional(oneOf(['original', 'updated']), 'original'),
  mfa: v.optional(oneOf(['off', 'optional-totp', 'required-totp']), 'off'),
  tokens: v.optional(tokens, {}),
  groups: v.optional(list(text), ['admins']),
  google: v.exactOptional(google),
  api: v.exactOptional(api),
  site: v.exactOptional(site),
  /** Whether the pool and the bucket survive a `destroy`. */
  isProtected: v.optional(flag, true),
})

/** The names of the environments end up in names of stacks and buckets. */
const environmentName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z][a-z0-9]{0,11}$/,
    'an environment has a name of at most 12 lower-case letters and digits, such as prod',
  ),
)

export const settingsSchema = v.record(environmentName, environment, 'has to be an object')

export type Environment = v.InferOutput<typeof environment>
