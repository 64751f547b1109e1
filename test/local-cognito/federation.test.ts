import { describe, expect, it } from 'vitest'
import { defaultPoolConfig, localOrigin } from '../../local-cognito/defaults.ts'
import { googleFailures } from '../../local-cognito/federation/google-failures.ts'
import { createMemoryStorage } from '../../local-cognito/state/storage.ts'
import { claims, codeIn, exchange, readTokens } from './token-calls.ts'
import { authorizeUrl, poolWith, startPool } from './start-pool.ts'

const direct = authorizeUrl({ identity_provider: 'Google' })
const haneul = defaultPoolConfig.googleAccounts.filter(({ email }) => email === 'haneul@gmail.com')
const asMinseo = haneul.map((account) => ({ ...account, email: 'minseo@example.com' }))
const parametersOf = (callback: string) => Object.fromEntries(new URL(callback).searchParams)

describe('a Google user', () => {
  it('60: is refused by a pre-sign-up trigger, with the error text that Cognito sends to the app', async () => {
    const preSignUpRejections = [{ emailEndsWith: '@gmail.com', message: 'Only for staff' }]
    const { visitor } = await startPool({ config: poolWith({ triggers: { preSignUpRejections } }) })
    const callback = await visitor.signInWithGoogle(direct, 'haneul@gmail.com')
    expect(callback).toContain('error_description=PreSignUp+failed+with+error+Only+for+staff.+&')
    expect(parametersOf(callback)).toMatchObject({ error: 'invalid_request', state: 'state-1' })
  })

  it('61: gets an error at the sign-in that links the accounts, and then signs in as the local user', async () => {
    const config = poolWith({ triggers: { linksGoogle: true }, googleAccounts: asMinseo })
    const { pool, visitor } = await startPool({ config })
    const first = await visitor.signInWithGoogle(direct, 'minseo@example.com')
    expect(parametersOf(first)).toEqual({
      error: 'invalid_request',
      error_description: 'Already found an entry for username Google_103000000000000000001',
      state: 'state-1',
    })
    const second = await visitor.signInWithGoogle(direct, 'minseo@example.com')
    const { id_token } = await readTokens(await exchange(pool, codeIn(second)))
    expect(claims(id_token)).toMatchObject({
      sub: pool.people()[0]?.sub,
      name: '김민서',
      identities: [{ providerName: 'Google', userId: '103000000000000000001' }],
    })
  })

  it('62: cannot sign in if Google does not share the email address', async () => {
    const googleAccounts = haneul.map((account) => ({ ...account, sharesEmail: false }))
    const { visitor } = await startPool({ config: poolWith({ googleAccounts }) })
    const callback = await visitor.signInWithGoogle(direct, 'haneul@gmail.com')
    expect(parametersOf(callback)).toMatchObject({
      error: 'invalid_request',
      error_description: 'attributes required: [email]',
    })
  })

  it('63: with the email address of a local user becomes a second user, without an error', async () => {
    const { pool, visitor } = await startPool({ config: poolWith({ googleAccounts: asMinseo }) })
    const callback = await visitor.signInWithGoogle(direct, 'minseo@example.com')
    const { id_token } = await readTokens(await exchange(pool, codeIn(callback)))
    expect(claims(id_token)).toMatchObject({
      email: 'minseo@example.com',
      'cognito:username': expect.stringMatching(/^google_/),
    })
    expect(claims(id_token)['sub']).not.toBe(pool.people()[0]?.sub)
  })

  it('can add an account in the account chooser, which offers it from then on, also after a restart', async () => {
    const storage = createMemoryStorage()
    const { visitor } = await startPool({ storage })
    const chooser = await visitor.open(direct)
    const back = await visitor.submit(chooser, { 'new-account': 'yes', email: 'new@gmail.com', name: 'New Person' })
    expect(back.url).toContain('/callback?code=')
    const later = await startPool({ storage })
    expect((await later.visitor.open(direct)).text).toContain('value="new@gmail.com"')
  })

  it('sees an error in the account chooser if the new account has no valid email address', async () => {
    const { visitor } = await startPool()
    const again = await visitor.submit(await visitor.open(direct), { 'new-account': 'yes', email: 'x', name: 'y' })
    expect(again.text).toContain('That is no email address.')
  })
})

describe('an error at Google', () => {
  it.each(googleFailures)('reaches the app: $id', async ({ id, error, description }) => {
    const { visitor } = await startPool()
    const back = await visitor.submit(await visitor.open(direct), { failure: id })
    expect(parametersOf(back.url)).toEqual({ error, error_description: description, state: 'state-1' })
  })

  it('stays on a page of Google if Google does not know the pool’s URL', async () => {
    const { visitor } = await startPool()
    const page = await visitor.submit(await visitor.open(direct), { failure: 'redirect-uri-mismatch' })
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('Error 400: redirect_uri_mismatch')])
  })

  it('stays on a page of the pool if the state is lost', async () => {
    const { visitor } = await startPool()
    const page = await visitor.submit(await visitor.open(direct), { failure: 'lost-state' })
    expect(page.text).toContain('Invalid State')
    expect(page.url.startsWith(localOrigin)).toBe(true)
  })
})
