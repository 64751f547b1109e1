import { describe, expect, it } from 'vitest'
import { readConfig } from '../../build/parse-env.ts'
import { goodVariables, printedByBuild } from '../support/printed-by-build.ts'

type Row = readonly [id: string, variable: string, value: string, message: string, siblings: readonly string[]]

const prefixDomain = (prefix: string) => `https://${prefix}.auth.ap-northeast-2.amazoncognito.com`
const poolShape = 'must be a region, an underscore, and letters and digits.'
const placeholder = (text: string) => `still has the placeholder “${text}”.`
const hidden = (position: number, code: string) =>
  `has a quote or a hidden character at position ${position} (${code}).`
const invisible = (position: number, code: string) =>
  `has a character at position ${position} that cannot be seen (${code}).`
const bare = 'must be the domain alone, without path, query, user name or port 0.'
const https = 'must start with https:// (http is for localhost, 127.0.0.1 and [::1] only).'
const clientShape = 'does not look like an app client ID (letters and digits, usually 26).'
const exact = 'must be exactly the registered URL: no # and no *.'
const life = 'must look like 30d, 12h or 90m, from 60 minutes to 3650 days.'
const api = 'is the address of the user pool. It must be the address of your API.'

const errors: readonly Row[] = [
  ['C13', 'VITE_COGNITO_USER_POOL_ID', 'AbCdEf123', poolShape, ['ap-northeast-2_AbCdEf123']],
  ['C13', 'VITE_COGNITO_USER_POOL_ID', 'ap-northeast_AbCdEf123', poolShape, []],
  ['C13', 'VITE_COGNITO_USER_POOL_ID', 'ap-northeast-2_AbC-Ef123', poolShape, []],
  [
    'C03',
    'VITE_COGNITO_USER_POOL_ID',
    'ap-northeast-2_xxxxxxxxx',
    placeholder('xxxxxxxxx'),
    ['ap-northeast-2_axxxxb123'],
  ],
  [
    'C03',
    'VITE_COGNITO_CLIENT_ID',
    'your-client-id',
    placeholder('your-client-id'),
    ['1yourkf5cpq17m0eml12xxxxab', 'my-web-client'],
  ],
  ['C03', 'VITE_COGNITO_CLIENT_ID', '<client id>', placeholder('<client id>'), []],
  ['C03', 'VITE_COGNITO_CLIENT_ID', 'changeme', placeholder('changeme'), []],
  ['C11', 'VITE_COGNITO_CLIENT_ID', 'two words', clientShape, []],
  ['C11', 'VITE_COGNITO_CLIENT_ID', 'A'.repeat(129), clientShape, ['A'.repeat(128)]],
  ['C12', 'VITE_COGNITO_CLIENT_ID', 'https://toyseven.dev', clientShape, []],
  [
    'C12',
    'VITE_COGNITO_CLIENT_ID',
    'eusc-de-east-1_AbCdEf123',
    'looks like the user pool ID. Use the app client ID.',
    [],
  ],
  [
    'C03',
    'VITE_COGNITO_DOMAIN',
    prefixDomain('your-domain'),
    placeholder('your-domain'),
    [prefixDomain('getyour-tickets')],
  ],
  ['C03', 'VITE_COGNITO_DOMAIN', prefixDomain('PREFIX'), placeholder('PREFIX'), [prefixDomain('prefix')]],
  ['C03', 'VITE_COGNITO_DOMAIN', prefixDomain('xxxx'), placeholder('xxxx'), [prefixDomain('axxxx')]],
  ['C03', 'VITE_COGNITO_DOMAIN', prefixDomain('<name>'), placeholder('<name>'), [prefixDomain('your-tickets')]],
  [
    'C03',
    'VITE_COGNITO_DOMAIN',
    'auth.example.com',
    placeholder('example.com'),
    ['auth.myexample.com', 'https://example.dev'],
  ],
  [
    'C04',
    'VITE_COGNITO_DOMAIN',
    'http://auth.toyseven.dev',
    https,
    ['https://auth.toyseven.dev', 'HTTPS://Auth.Toyseven.dev'],
  ],
  ['C10', 'VITE_COGNITO_DOMAIN', 'data:text/html,x', https, []],
  ['C07', 'VITE_COGNITO_DOMAIN', 'https://auth.toyseven.dev/login', bare, ['https://auth.toyseven.dev/']],
  ['C07', 'VITE_COGNITO_DOMAIN', 'https://auth.toyseven.dev?lang=ko', bare, []],
  ['C07', 'VITE_COGNITO_DOMAIN', 'https://auth.toyseven.dev:0', bare, ['https://auth.toyseven.dev:8443']],
  ['C09', 'VITE_COGNITO_DOMAIN', '“https://auth.toyseven.dev”', hidden(1, 'U+201C'), []],
  ['C09', 'VITE_COGNITO_DOMAIN', 'https://auth.toy\u200bseven.dev', hidden(17, 'U+200B'), []],
  [
    '',
    'VITE_COGNITO_DOMAIN',
    'https://anmelden.müller.dev',
    'must have only letters a to z, digits and hyphens. Write it as anmelden.xn--mller-kva.dev.',
    ['https://anmelden.xn--mller-kva.dev'],
  ],
  ['C09', 'VITE_APP_NAME', 'Toy\u200bseven', invisible(4, 'U+200B'), ["Sam's Shop", 'Track Your Time', 'Tom <3 Jerry']],
  [
    'C09',
    'VITE_APP_NAME',
    'Toy\u202eseven',
    invisible(4, 'U+202E'),
    ['“Toyseven”', 'your-app xxxx …', '👩‍💻 토이세븐', 'and/or/'],
  ],
  ['C17', 'VITE_COGNITO_REDIRECT_URI', 'https://toyseven.dev/#/callback', exact, ['https://toyseven.dev/callback']],
  ['C17', 'VITE_COGNITO_LOGOUT_URI', 'https://*.toyseven.dev', exact, ['https://toyseven.dev', 'http://[::1]:3000']],
  ['C18', 'VITE_COGNITO_REDIRECT_URI', 'http://192.168.0.7:3000/callback', https, ['http://127.0.0.1:3000/callback']],
  ['', 'VITE_COGNITO_REDIRECT_URI', 'https://toyseven.dev//callback', 'has two slashes in a row in its path.', []],
  ['', 'VITE_COGNITO_LOGOUT_URI', 'https://toyseven.dev//', 'has two slashes in a row in its path.', []],
  ['C19', 'VITE_COGNITO_SCOPES', 'email', 'must contain "openid".', ['email openid', 'openid']],
  ['C20', 'VITE_COGNITO_SCOPES', 'openid,email', 'needs spaces between the scopes, not commas.', ['openid api/read']],
  ['C27', 'VITE_API_URL', 'http://api.toyseven.dev', https, ['http://localhost:4000/api', '/api', '/api/']],
  ['C27', 'VITE_API_URL', `${goodVariables.VITE_COGNITO_DOMAIN}/api`, api, ['https://api.toyseven.dev']],
  ['C27', 'VITE_API_URL', 'https://cognito-idp.ap-northeast-2.amazonaws.com', api, []],
  ['C28', 'VITE_SESSION_STORAGE', 'yes', 'must be "tab" or "browser".', ['tab', 'browser']],
  ['C29', 'VITE_SESSION_LIFE', '-1d', life, ['60m', '1h', '3650d']],
  ['C29', 'VITE_SESSION_LIFE', '1e9', life, []],
  [
    'C30',
    'VITE_COGNITO_DOMAIN',
    '127.0.0.1:9229',
    'is this computer’s own address: other people could not sign in. Use the values of a real user pool.',
    [],
  ],
]

const warnings: readonly Row[] = [
  [
    'C14',
    'VITE_COGNITO_DOMAIN',
    'https://toyseven.auth.eu-west-1.amazoncognito.com',
    'is in eu-west-1, but the user pool is in ap-northeast-2.',
    ['https://toyseven.auth-fips.ap-northeast-2.amazoncognito.com', 'https://auth.toyseven.dev'],
  ],
  [
    'C21',
    'VITE_COGNITO_SCOPES',
    'openid aws.cognito.signin.user.admin',
    'contains aws.cognito.signin.user.admin. A stolen token with this scope can change the profile of the user. Remove it unless the app needs it.',
    ['openid phone'],
  ],
  ['C24', 'VITE_COGNTIO_SCOPES', 'openid', 'is not a setting of this app. Did you mean VITE_COGNITO_SCOPES?', []],
  ['C24', 'VITE_COGNITO_REDIRECT_URL', '', 'is not a setting of this app. Did you mean VITE_COGNITO_REDIRECT_URI?', []],
  ['C24', 'VITE_USER_POOL_ID', 'x', 'is not a setting of this app. Did you mean VITE_COGNITO_USER_POOL_ID?', []],
  ['C24', 'VITE_SESION_LIFE', '30d', 'is not a setting of this app. Did you mean VITE_SESSION_LIFE?', []],
  ['C24', 'VITE_COGNITO_REGION', 'eu-west-1', 'is not a setting of this app.', []],
  [
    '',
    'VITE_COGNITO_PROVIDERS',
    'google',
    'contains "google". The name in Cognito is "Google".',
    ['Google', 'Okta,my-oidc'],
  ],
  [
    '',
    'VITE_COGNITO_PROVIDERS',
    'Google,Apple',
    'contains "Apple". The name in Cognito is "SignInWithApple".',
    ['Google, SignInWithApple'],
  ],
  [
    '',
    'VITE_COGNITO_PROVIDERS',
    'Google Okta',
    'contains "Google Okta". Put commas between the names of providers.',
    ['Google , Okta'],
  ],
  [
    '',
    'VITE_COGNITO_REDIRECT_URI',
    'https://toyseven.dev/callback/',
    'ends with a slash. Cognito compares every character: it must be registered with the slash, too.',
    ['https://toyseven.dev/callback'],
  ],
  [
    '',
    'VITE_COGNITO_LOGOUT_URI',
    'https://toyseven.dev/',
    'ends with a slash. Cognito compares every character: it must be registered with the slash, too.',
    ['https://toyseven.dev'],
  ],
]

const siblings = [...errors, ...warnings].flatMap(([, variable, , , values]) =>
  values.map((value) => [variable, value]),
)

describe('a build', () => {
  it.each(errors)('%s: stops for %s=%s', (_id, variable, value, message) => {
    const { stops, lines } = printedByBuild({ [variable]: value })
    expect(lines).toContain(`${variable} ${message}`)
    expect(lines[lines.indexOf(`${variable} ${message}`) + 1]).toMatch(new RegExp(`^Example: ${variable}=`))
    expect(stops).toBe(true)
  })

  it.each(warnings)('%s: goes on with a warning for %s=%s', (_id, variable, value, message) => {
    const { stops, lines } = printedByBuild({ [variable]: value })
    expect(lines).toEqual(['Warnings about the configuration:', `${variable} ${message}`])
    expect(stops).toBe(false)
  })

  it.each(siblings)('says nothing about %s=%s', (variable = '', value = '') => {
    expect(printedByBuild({ [variable]: value })).toEqual({ stops: false, lines: [''] })
  })

  it('names everything at once: errors, then warnings', () => {
    const { lines } = printedByBuild({
      VITE_COGNITO_USER_POOL_ID: '',
      VITE_COGNITO_DOMAIN: 'http://auth.toyseven.dev',
      VITE_COGNITO_SCOPES: 'email',
      VITE_API_URL: 'api',
      VITE_COGNITO_USER_POOL: goodVariables.VITE_COGNITO_USER_POOL_ID,
      VITE_COGNITO_PROVIDERS: 'google',
    })
    expect(lines).toEqual([
      'The configuration has 4 errors:',
      'VITE_COGNITO_USER_POOL_ID is missing. Copy .env.example to .env and fill it in.',
      'Example: VITE_COGNITO_USER_POOL_ID=ap-northeast-2_AbCdEf123',
      `VITE_COGNITO_DOMAIN ${https}`,
      `Example: VITE_COGNITO_DOMAIN=${goodVariables.VITE_COGNITO_DOMAIN}`,
      'VITE_COGNITO_SCOPES must contain "openid".',
      'Example: VITE_COGNITO_SCOPES=openid email profile',
      'VITE_API_URL is not a URL.',
      'Example: VITE_API_URL=https://api.toyseven.dev/v1',
      'Warnings about the configuration:',
      'VITE_COGNITO_PROVIDERS contains "google". The name in Cognito is "Google".',
      'VITE_COGNITO_USER_POOL is not a setting of this app. Did you mean VITE_COGNITO_USER_POOL_ID?',
      'See .env.example.',
    ])
  })

  it('calls values that are wrong wrong, not incomplete', () => {
    const { lines } = printedByBuild({ VITE_COGNITO_SCOPES: 'email' })
    expect(lines[0]).toBe('The configuration has an error:')
  })
})

describe('VITE_COGNITO_PROVIDERS', () => {
  it('can give a provider a label', () => {
    const read = readConfig({
      ...goodVariables,
      VITE_COGNITO_PROVIDERS: ' Google , OktaSAML:Company account: Seoul,Kakao: ,',
    })
    expect(read.ok && read.config).toMatchObject({
      providers: ['Google', 'OktaSAML', 'Kakao'],
      providerLabels: { OktaSAML: 'Company account: Seoul', SignInWithApple: 'Apple', LoginWithAmazon: 'Amazon' },
    })
  })

  it('can replace the usual label of a provider', () => {
    const read = readConfig({ ...goodVariables, VITE_COGNITO_PROVIDERS: 'LoginWithAmazon:Amazon.de' })
    expect(read.ok && read.config.providerLabels).toEqual({ SignInWithApple: 'Apple', LoginWithAmazon: 'Amazon.de' })
  })
})
