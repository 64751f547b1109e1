import * as v from 'valibot'
import { brandName } from '../../src/brand.ts'
import { configExamples, type ConfigVariable } from '../../src/config/config-examples.ts'
import type { ConfigRule } from '../../src/config/config-issue.ts'
import * as is from './value-rules.ts'

const withoutFinalSlashes = v.transform((value: string) => value.replace(/\/+$/, ''))

/** A path of the app's own origin. Browsers read `//` and `/\` as the start of a host name. */
const ownPath = v.pipe(v.string(), v.regex(/^\/[^/\\]/), is.tokenCharacters)

/** An absolute URL that is registered at the app client and compared character by character. */
const registeredUrl = v.pipe(
  v.string(),
  is.tokenCharacters,
  is.filledUrl,
  is.exactUrl,
  is.url,
  is.secureUrl,
  is.singleSlashes,
)

const url = v.pipe(v.string(), withoutFinalSlashes, is.tokenCharacters, is.filledUrl, is.url, is.secureUrl)

const apiUrl = v.lazy((value) => (v.is(ownPath, value) ? v.pipe(ownPath, withoutFinalSlashes) : url))

/** A variable's rules with what people read of it; docs/configuration.md shows the same. */
function variable<Schema extends v.GenericSchema<string, string>>(name: ConfigVariable, rules: Schema, text: string) {
  return v.pipe(rules, v.description(text), v.examples([configExamples[name]]))
}

const missing: ConfigRule = 'missing'

/**
 * Every variable that the app reads: its rules in the order in which they are checked, its default, and what it means.
 * Values arrive without spaces around them, and an empty one not at all.
 */
export const envSchema = v.object(
  {
    VITE_COGNITO_USER_POOL_ID: variable(
      'VITE_COGNITO_USER_POOL_ID',
      v.pipe(v.string(), is.tokenCharacters, is.filledId, is.poolId),
      'The user pool. Its region and its issuer follow from it.',
    ),
    VITE_COGNITO_CLIENT_ID: variable(
      'VITE_COGNITO_CLIENT_ID',
      v.pipe(v.string(), is.tokenCharacters, is.filledId, is.notPoolId, is.clientId),
      'The app client, created without a secret.',
    ),
    VITE_COGNITO_DOMAIN: variable(
      'VITE_COGNITO_DOMAIN',
      v.pipe(
        v.string(),
        withoutFinalSlashes,
        is.tokenCharacters,
        v.transform(is.withScheme),
        is.filledUrl,
        is.notIssuer,
        is.url,
        is.secureUrl,
        is.asciiHost,
        is.bareOrigin,
        v.toLowerCase(),
      ),
      'The domain of the pool: a Cognito prefix domain or your own. `https://` may be left out.',
    ),
    VITE_COGNITO_REDIRECT_URI: v.optional(
      variable(
        'VITE_COGNITO_REDIRECT_URI',
        registeredUrl,
        'The callback URL, exactly as registered. Default: `/callback` below the address of the app.',
      ),
    ),
    VITE_COGNITO_LOGOUT_URI: v.optional(
      variable(
        'VITE_COGNITO_LOGOUT_URI',
        registeredUrl,
        'The sign-out URL, exactly as registered. Default: the address of the app without a final slash.',
      ),
    ),
    VITE_COGNITO_SCOPES: v.optional(
      variable(
        'VITE_COGNITO_SCOPES',
        v.pipe(v.string(), is.tokenCharacters, is.spacedScopes, is.openidScope),
        'Scopes with spaces between them, `openid` among them.',
      ),
      'openid email profile',
    ),
    VITE_COGNITO_PROVIDERS: v.optional(
      variable(
        'VITE_COGNITO_PROVIDERS',
        v.pipe(v.string(), is.textCharacters),
        'Names of identity providers as in the pool, with commas between them: a button each. A label can follow a name: `OktaSAML:Company account`.',
      ),
    ),
    VITE_COGNITO_ISSUER: v.optional(
      variable(
        'VITE_COGNITO_ISSUER',
        url,
        "The only `iss` that is accepted. Default: both forms of the pool's issuer, `https://cognito-idp.…` and `https://issuer-cognito-idp.…`.",
      ),
    ),
    VITE_SESSION_STORAGE: v.optional(
      variable(
        'VITE_SESSION_STORAGE',
        v.picklist(['tab', 'browser'], 'storage-choice' satisfies ConfigRule),
        'Where the session is kept: `tab` or `browser`.',
      ),
      'tab',
    ),
    VITE_SESSION_LIFE: v.optional(
      variable(
        'VITE_SESSION_LIFE',
        v.pipe(v.string(), is.duration),
        'The refresh token expiration of the app client: minutes, hours or days. Default: not known to the app.',
      ),
    ),
    VITE_IDLE_SIGN_OUT: v.optional(
      variable(
        'VITE_IDLE_SIGN_OUT',
        v.pipe(v.string(), is.idleTime),
        'After this long without a key press, click or touch in any tab, the user is signed out: minutes or hours. Default: never.',
      ),
    ),
    VITE_API_URL: v.optional(
      variable(
        'VITE_API_URL',
        apiUrl,
        "The API that accepts the access token: a URL, or a path of the app's own origin.",
      ),
    ),
    VITE_IMAGE_HOSTS: v.optional(
      variable(
        'VITE_IMAGE_HOSTS',
        v.pipe(v.string(), is.tokenCharacters, is.hostList),
        "Hosts of users' pictures with commas between them: the pages show a picture from one of them, and the Content-Security-Policy allows it. Default: none, so initials.",
      ),
    ),
    VITE_APP_NAME: v.optional(
      variable('VITE_APP_NAME', v.pipe(v.string(), is.textCharacters), 'The name of the app on its pages: any text.'),
      brandName,
    ),
  } satisfies Readonly<Record<ConfigVariable, v.GenericSchema>>,
  missing,
)

export type EnvValues = v.InferOutput<typeof envSchema>
