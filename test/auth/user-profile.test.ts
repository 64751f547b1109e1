import { describe, expect, it } from 'vitest'
import { readUserProfile } from '../../src/auth/store/user-profile.ts'

const native = { sub: 'a', email: 'minseo@example.com', 'cognito:username': '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a01' }
const identity = (providerName: unknown) => ({ providerName, userId: '103', primary: 'true' })

describe('the providers of a user', () => {
  it.each([
    ['a user with a password', {}, null, []],
    ['a user of Google', { identities: [identity('Google')], 'cognito:username': 'google_103' }, 'Google', []],
    [
      'a user of Apple in a case-sensitive pool',
      { identities: [identity('SignInWithApple')], 'cognito:username': 'SignInWithApple_001.a' },
      'SignInWithApple',
      [],
    ],
    ['a user whose Google account is linked', { identities: [identity('Google')] }, null, ['Google']],
    [
      'a user with two linked accounts',
      { identities: [identity('Google'), identity('LoginWithAmazon')] },
      null,
      ['Google', 'LoginWithAmazon'],
    ],
    [
      'a user of Google with a linked account',
      { identities: [identity('Okta'), identity('Google')], 'cognito:username': 'google_103' },
      'Google',
      [],
    ],
    ['identities that are no list', { identities: 'Google' }, null, []],
    ['a provider that is no text', { identities: [identity(7), null] }, null, []],
  ])('%s', (_who, claims, provider, linkedProviders) => {
    expect(readUserProfile({ ...native, ...claims })).toMatchObject({ provider, linkedProviders })
  })
})

describe('the picture of a user', () => {
  it.each([
    ['an https address', 'https://lh3.googleusercontent.com/a/x=s96-c', 'https://lh3.googleusercontent.com/a/x=s96-c'],
    ['http', 'http://lh3.googleusercontent.com/a', null],
    ['a script', 'javascript:alert(1)', null],
    ['data', 'data:image/svg+xml,<svg/>', null],
    ['no host', 'https://', null],
    ['JSON, as Facebook has it', '{"data":{"url":"https://example.com/a.png"}}', null],
    ['no text', { url: 'https://example.com' }, null],
    ['3,000 characters', `https://example.com/${'a'.repeat(3000)}`, null],
  ])('%s', (_what, picture, expected) => {
    expect(readUserProfile({ ...native, picture }).picture).toBe(expected)
  })
})

describe('a long name', () => {
  const family = '👨‍👩‍👧‍👦'

  it('is cut after 100 letters, and not inside an emoji', () => {
    expect(readUserProfile({ ...native, name: family.repeat(101) }).name).toBe(family.repeat(100))
    expect(readUserProfile({ ...native, name: `${'a'.repeat(99)}${family}bc` }).name).toBe(`${'a'.repeat(99)}${family}`)
    expect(readUserProfile({ ...native, name: '각'.normalize('NFD').repeat(200) }).name.normalize()).toBe(
      '각'.repeat(100),
    )
  })

  it('stays if it has 100 letters or fewer', () => {
    expect(readUserProfile({ ...native, name: '김민서' }).name).toBe('김민서')
    expect(readUserProfile({ ...native, name: family.repeat(100) }).name).toBe(family.repeat(100))
  })
})
