import { describe, expect, it } from 'vitest'
import { printedByBuild } from '../support/printed-by-build.ts'

const token = (payload: object) =>
  ['{"alg":"HS256"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
const cognitoSecret = '1abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqr'

describe('a value that every visitor would receive', () => {
  it.each([
    ['C22', 'VITE_COGNITO_CLIENT_SECRET', 'abc'],
    ['C22', 'VITE_GOOGLE_CLIENTSECRET', 'abc'],
    ['C22', 'VITE_VAPID_PRIVATE_KEY', 'abc'],
    ['C22', 'VITE_AWS_SECRET_ACCESS_KEY', 'abc'],
    ['C22', 'VITE_AWS_ACCESS_KEY_ID', 'abc'],
    ['C23', 'VITE_SOMETHING', cognitoSecret],
    ['C23', 'VITE_COGNITO_CLIENT_ID', cognitoSecret],
    ['C23', 'VITE_APP_NAME', cognitoSecret],
    ['C23', 'VITE_SOMETHING', 'AKIAIOSFODNN7EXAMPLE'],
    ['C23', 'VITE_SOMETHING', 'ASIAIOSFODNN7EXAMPLE'],
    ['C23', 'VITE_SOMETHING', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['C23', 'VITE_SOMETHING', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ['C23', 'VITE_SOMETHING', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ])('%s: stops the build if it is a secret, and is not printed: %s=%s', (_id, variable, value) => {
    const { stops, lines } = printedByBuild({ [variable]: value })
    expect(stops).toBe(true)
    expect(lines[0]).toBe('The configuration has an error:')
    expect(lines[1]).toContain(
      `${variable} looks like a secret (a Cognito client secret, a private key or an AWS credential).`,
    )
    expect(lines.join()).not.toContain(value)
  })

  it.each([
    ['VITE_MAPBOX_TOKEN', `pk.${token({ u: 'toyseven' })}`],
    ['VITE_SUPABASE_ANON_KEY', token({ role: 'anon' })],
    ['VITE_RELEASE', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['VITE_COMMIT', '8eb51bf1c149afbf4c8996fb92427ae41e4649b9'],
    ['VITE_IPFS', 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'],
    ['VITE_RECAPTCHA', '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'],
    ['VITE_PASSWORD_RESET_URL', 'https://toyseven.dev/reset'],
    ['VITE_DB_PASSWORD', 'x'],
    ['VITE_PRIVATE_KEY_DOCS', 'https://toyseven.dev/keys'],
    ['VITE_GITHUB', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['VITE_STRIPE', 'sk_live_abc'],
  ])('C22, C23: is a warning if it may be one: %s=%s', (variable, value) => {
    const { stops, lines } = printedByBuild({ [variable]: value })
    expect(stops).toBe(false)
    expect(lines).toEqual([
      'Warnings about the configuration:',
      `${variable} may be a secret. Everything that starts with VITE_ is sent to every visitor. If it is meant to be public, add its name to CONFIG_ACCEPTED.`,
    ])
  })

  it.each([
    ['VITE_CERTIFICATE', '-----BEGIN CERTIFICATE-----\nMIIE'],
    ['VITE_PUBLIC_KEY', '-----BEGIN PUBLIC KEY-----\nMIIE'],
    ['VITE_ID', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['VITE_TITLE', 'Tokens, keys and secrets'],
  ])('prints nothing if no secret has its shape: %s=%s', (variable, value) => {
    expect(printedByBuild({ [variable]: value })).toEqual({ stops: false, lines: [''] })
  })
})
