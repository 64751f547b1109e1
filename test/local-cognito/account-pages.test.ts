import { describe, expect, it } from 'vitest'
import { defaultPoolConfig, localOrigin } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createMemoryStorage } from '../../local-cognito/state/storage.ts'
import { claims, codeIn, exchange, readTokens, refresh, signedInTokens } from './token-calls.ts'
import { authorizeUrl, configWith, poolWith, startPool } from './start-pool.ts'
import type { Visitor } from './visitor.ts'

const { search } = new URL(authorizeUrl())
const newPerson = { username: 'New@Example.com', name: '새 사람', new_password: 'Another-pass-2' }
const mailed = (pool: LocalPool) => pool.mails().at(-1)?.code ?? expect.fail('No mail was sent')
const minseo = (change: Partial<(typeof defaultPoolConfig.people)[number]>) =>
  defaultPoolConfig.people.map((person) => (person.email === 'minseo@example.com' ? { ...person, ...change } : person))
const signUp = async (visitor: Visitor, change: Partial<typeof newPerson> = {}) =>
  visitor.submit(await visitor.open(`${localOrigin}/signup${search}`), { ...newPerson, ...change })

describe('sign-up', () => {
  it('asks for the mailed code, then signs the user in, and keeps the account', async () => {
    const storage = createMemoryStorage()
    const { pool, visitor } = await startPool({ storage })
    const confirm = await signUp(visitor)
    expect(confirm.text).toContain('Confirm your account')
    expect(pool.mails()).toMatchObject([{ to: 'New@Example.com', code: expect.stringMatching(/^\d{6}$/) }])
    const back = await visitor.submit(confirm, { code: mailed(pool) })
    const { id_token } = await readTokens(await exchange(pool, codeIn(back.url)))
    expect(claims(id_token)).toMatchObject({ email: 'New@Example.com', email_verified: true, name: '새 사람' })
    const later = await startPool({ storage })
    expect(await later.visitor.signIn(authorizeUrl(), 'new@example.com', 'Another-pass-2')).toContain('code=')
  })

  it('refuses a wrong code, and on request sends a new code that replaces the first one', async () => {
    const { pool, visitor } = await startPool()
    const confirm = await signUp(visitor)
    const first = mailed(pool)
    const wrong = first === '000000' ? '000001' : '000000'
    expect((await visitor.submit(confirm, { code: wrong })).text).toContain('Invalid verification code provided')
    const again = await visitor.submit(confirm, { resend: 'yes' })
    expect(pool.mails()).toHaveLength(2)
    const isOther = mailed(pool) !== first
    expect((await visitor.submit(again, { code: first })).url.includes('/callback')).toBe(!isOther)
    expect((await visitor.submit(again, { code: mailed(pool) })).url).toContain('/callback?code=')
  })

  it('refuses a code after a day', async () => {
    const { pool, visitor, clock } = await startPool()
    await signUp(visitor)
    const code = mailed(pool)
    clock.pass(24 * 3600)
    const login = await visitor.open(authorizeUrl())
    const confirm = await visitor.submit(login, { username: newPerson.username, password: newPerson.new_password })
    expect(confirm.text).toContain('Confirm your account')
    expect((await visitor.submit(confirm, { code })).url).not.toContain('/callback')
  })

  it('with emailVerification LINK, mails a link that confirms the account in any browser', async () => {
    const { pool, visitor } = await startPool({ config: poolWith({ emailVerification: 'LINK' }) })
    await signUp(visitor)
    const link = mailed(pool)
    expect(link).toContain(`${localOrigin}/confirmUser?`)
    expect((await pool.fetch(new Request(link))).status).toBe(200)
    expect((await pool.fetch(new Request(link))).status).toBe(400)
    expect(await visitor.signIn(authorizeUrl(), newPerson.username, newPerson.new_password)).toContain('code=')
  })

  it.each([
    [{ new_password: 'short' }, 'At least 8 characters: not met'],
    [{ new_password: 'NO-LOWER-1' }, 'A lower-case letter: not met'],
    [{ new_password: 'no-upper-1' }, 'An upper-case letter: not met'],
    [{ new_password: 'No-number' }, 'A number: not met'],
    [{ new_password: 'NoSymbol1' }, 'A special character, or a space in the middle: not met'],
    [{ new_password: `Aa1-${'x'.repeat(253)}` }, 'At most 256 characters: not met'],
    [{ username: 'unknown' }, 'That is no email address.'],
    [{ name: ' ' }, 'A name is missing.'],
    [{ username: 'MINSEO@example.com' }, 'An account with the given email already exists.'],
  ])('refuses %j and keeps the input', async (change, text) => {
    const { pool, visitor } = await startPool()
    const again = await signUp(visitor, change)
    expect(again.text).toContain(text)
    expect(again.text).toContain(`value="${{ ...newPerson, ...change }.username}"`)
    expect(pool.mails()).toEqual([])
  })

  it('accepts a space inside a password as a special character', async () => {
    const { visitor } = await startPool()
    expect((await signUp(visitor, { new_password: 'Inner 1 space' })).text).toContain('Confirm your account')
  })

  it('60: shows the error of a pre-sign-up trigger', async () => {
    const preSignUpRejections = [{ emailEndsWith: '@Example.com', message: 'Not invited' }]
    const { visitor } = await startPool({ config: poolWith({ triggers: { preSignUpRejections } }) })
    expect((await signUp(visitor)).text).toContain('PreSignUp failed with error Not invited. ')
  })

  it('is not available if only an administrator creates accounts', async () => {
    const { visitor } = await startPool({ config: poolWith({ hasSelfSignUp: false }) })
    expect((await visitor.open(authorizeUrl())).text).not.toContain('/signup')
    expect((await visitor.open(`${localOrigin}/signup${search}`)).status).toBe(403)
  })

  it('redirects a visitor who opens a later page directly to the first page of the flow', async () => {
    const { visitor } = await startPool()
    expect((await visitor.open(`${localOrigin}/confirm${search}`)).url).toContain('/login?')
    expect((await visitor.open(`${localOrigin}/confirmforgotPassword${search}`)).url).toContain('/forgotPassword?')
  })
})

describe('a forgotten password', () => {
  const forgot = async (visitor: Visitor, username: string) =>
    visitor.submit(await visitor.open(`${localOrigin}/forgotPassword${search}`), { username })

  it('is replaced with the help of a mailed code, and the old one is refused from then on', async () => {
    const { pool, visitor } = await startPool()
    const reset = await forgot(visitor, 'minseo@example.com')
    const done = await visitor.submit(reset, { code: mailed(pool), new_password: 'Fresh-pass-9' })
    expect(done.text).toContain('The password has been changed.')
    await expect(visitor.signIn(authorizeUrl(), 'minseo@example.com', 'Local-pass-1')).rejects.toThrow('Incorrect')
    expect(await visitor.signIn(authorizeUrl(), 'minseo@example.com', 'Fresh-pass-9')).toContain('code=')
  })

  it('keeps its code after a weak new password, and loses it after five wrong codes', async () => {
    const { pool, visitor } = await startPool()
    const reset = await forgot(visitor, 'minseo@example.com')
    const code = mailed(pool)
    expect((await visitor.submit(reset, { code, new_password: 'weak' })).text).toContain('does not conform')
    const wrong = code === '000000' ? '000001' : '000000'
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await visitor.submit(reset, { code: wrong, new_password: 'Fresh-pass-9' })
    }
    const late = await visitor.submit(reset, { code, new_password: 'Fresh-pass-9' })
    expect(late.text).toContain('Attempt limit exceeded')
  })

  it('of an unknown user leads to the same page, and sends no mail', async () => {
    const { pool, visitor } = await startPool()
    const reset = await forgot(visitor, 'unknown@example.com')
    expect(reset.text).toContain('unknown@example.com')
    expect((await visitor.submit(reset, { code: '123456', new_password: 'Fresh-pass-9' })).text).toContain(
      'Invalid verification code provided',
    )
    expect(pool.mails()).toEqual([])
  })

  it('of an unconfirmed email address leads to the same page, and sends no mail', async () => {
    const people = minseo({ status: 'UNCONFIRMED', emailVerified: false })
    const { pool, visitor } = await startPool({ config: poolWith({ people }) })
    expect((await forgot(visitor, 'minseo@example.com')).text).toContain('minseo@example.com')
    expect(pool.mails()).toEqual([])
  })

  it('of an unknown user leads to an error with preventUserExistenceErrors LEGACY', async () => {
    const { visitor } = await startPool({ config: configWith({ preventUserExistenceErrors: 'LEGACY' }) })
    expect((await forgot(visitor, 'unknown@example.com')).text).toContain('User does not exist.')
  })
})

describe('the sign-in', () => {
  it('66: with LEGACY, shows different errors for an unknown user and for a wrong password', async () => {
    const { visitor } = await startPool({ config: configWith({ preventUserExistenceErrors: 'LEGACY' }) })
    const page = await visitor.open(authorizeUrl())
    expect((await visitor.submit(page, { username: 'no@example.com', password: 'x' })).text).toContain(
      'User does not exist.',
    )
    expect((await visitor.submit(page, { username: 'minseo@example.com', password: 'x' })).text).toContain('Incorrect')
  })

  it('asks an unconfirmed user for a code first', async () => {
    const people = minseo({ status: 'UNCONFIRMED', emailVerified: false })
    const { pool, visitor } = await startPool({ config: poolWith({ people }) })
    const page = await visitor.open(authorizeUrl())
    const confirm = await visitor.submit(page, { username: 'minseo@example.com', password: 'Local-pass-1' })
    expect((await visitor.submit(confirm, { code: mailed(pool) })).url).toContain('/callback?code=')
    expect((await visitor.open(authorizeUrl({ prompt: 'login' }))).text).toContain('Sign in')
  })

  it('asks for a new password if an administrator chose the current one', async () => {
    const { visitor } = await startPool({ config: poolWith({ people: minseo({ status: 'FORCE_CHANGE_PASSWORD' }) }) })
    const page = await visitor.open(authorizeUrl())
    const change = await visitor.submit(page, { username: 'minseo@example.com', password: 'Local-pass-1' })
    expect(change.text).toContain('chosen by an administrator')
    expect((await visitor.submit(change, { new_password: 'weak' })).text).toContain('does not conform')
    expect((await visitor.submit(change, { new_password: 'Chosen-pass-3' })).url).toContain('/callback?code=')
    visitor.cookies.clear()
    expect(await visitor.signIn(authorizeUrl(), 'minseo@example.com', 'Chosen-pass-3')).toContain('code=')
  })

  it('refuses a disabled user, and the refresh token that the user has', async () => {
    const { pool, visitor } = await startPool()
    const { refresh_token } = await signedInTokens(pool, visitor)
    const body = JSON.stringify({ action: 'set-enabled', email: 'minseo@example.com', isEnabled: false })
    await pool.fetch(new Request(`${localOrigin}/__local/actions`, { method: 'POST', body }))
    expect(await (await refresh(pool, refresh_token)).json()).toEqual({ error: 'invalid_grant' })
    visitor.cookies.clear()
    await expect(visitor.signIn(authorizeUrl(), 'minseo@example.com', 'Local-pass-1')).rejects.toThrow('disabled')
  })

  it('offers one click to the user that this browser remembers, also on a page that is opened directly', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    const page = await visitor.open(`${localOrigin}/login${search}`)
    expect(page.text).toContain('Sign in as minseo@example.com')
    expect((await visitor.submit(page, { remembered: 'yes' })).url).toContain('/callback?code=')
    visitor.cookies.delete('cognito')
    expect((await visitor.submit(page, { remembered: 'yes' })).url).toContain('/login?')
  })
})
