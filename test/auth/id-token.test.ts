import { describe, expect, it } from 'vitest'
import { checkIdToken } from '../../src/auth/tokens/id-token.ts'

const wallMs = Date.UTC(2026, 10, 23)
const nowSeconds = wallMs / 1000
const expected = {
  issuer: 'https://issuer.example/pool',
  updatedIssuer: null,
  clientId: 'client',
  nonce: 'n-1',
  wallMs,
}
const good = {
  iss: expected.issuer,
  aud: 'client',
  token_use: 'id',
  sub: 'person',
  nonce: 'n-1',
  iat: nowSeconds,
  exp: nowSeconds + 3600,
}

function tokenOf(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`
}

const check = (claims: Record<string, unknown>) => checkIdToken(tokenOf({ ...good, ...claims }), expected)

describe('checkIdToken', () => {
  it('accepts a valid token with a name in any script', () => {
    expect(check({ name: '김민서' })).toMatchObject({ ok: true, value: { sub: 'person', name: '김민서' } })
    expect(check({ aud: ['client'] }).ok).toBe(true)
    expect(check({ azp: 'client' }).ok).toBe(true)
  })

  it.each([
    ['A19', 'iss', 'https://other.example/pool'],
    ['A19', 'iss', 'https://issuer.example/pool/'],
    ['A19', 'iss', ['https://issuer.example/pool']],
    ['A19', 'iss', undefined],
    ['A20', 'aud', 'other'],
    ['A20', 'aud', undefined],
    ['A20', 'aud', ['client', 'other']],
    ['A20', 'azp', 'other'],
    ['A21', 'nonce', 'n-2'],
    ['A21', 'nonce', ''],
    ['A21', 'nonce', ['n-1']],
    ['A21', 'nonce', undefined],
    ['A22', 'exp', undefined],
    ['A22', 'exp', String(good.exp)],
    ['A22', 'exp', -1],
    ['A22', 'exp', good.iat],
    ['A22', 'iat', 'yesterday'],
    ['A29', 'sub', undefined],
    ['A29', 'sub', ''],
    ['A29', 'sub', 42],
    ['A29', 'sub', 'x'.repeat(10_000)],
    ['A30', 'token_use', 'access'],
  ])('%s: refuses %s %j', (_row, claim, value) => {
    expect(check({ [claim]: value })).toMatchObject({ ok: false, problem: { kind: 'token-invalid', claim } })
  })

  it.each([
    [expected.issuer, true],
    ['https://updated.example/pool', true],
    ['https://updated.example/pool/', false],
    ['https://updated.example/', false],
    [null, false],
  ])('A19: of an issuer with two forms, takes %j: %s', (iss, ok) => {
    const both = { ...expected, updatedIssuer: 'https://updated.example/pool' }
    expect(checkIdToken(tokenOf({ ...good, iss }), both).ok).toBe(ok)
  })

  it('never includes the nonce in its result', () => {
    expect(JSON.stringify(check({ nonce: 'secret-nonce' }))).not.toMatch(/secret-nonce|n-1/)
  })

  it.each(['', 'a.b', 'a.b.c.d', 'a.!.c', `a.${btoa('[]')}.c`, `a.${btoa('null')}.c`, `a.${btoa('"x"')}.c`])(
    'refuses %j, which is not a token',
    (token) => {
      expect(checkIdToken(token, expected)).toMatchObject({ problem: { kind: 'token-invalid', claim: 'id_token' } })
    },
  )

  it('F13: accepts a token whose expiry is up to five minutes ago, since the clock may be ahead', () => {
    expect(check({ iat: nowSeconds - 3900, exp: nowSeconds - 299 }).ok).toBe(true)
  })

  it('F14: returns clock-wrong when the clock is a day ahead', () => {
    const aDayAgo = { iat: nowSeconds - 86_400, exp: nowSeconds - 82_800 }
    expect(check(aDayAgo)).toEqual({ ok: false, problem: { kind: 'clock-wrong' } })
  })

  it('F15: accepts a token when the clock is a day behind', () => {
    expect(check({ iat: nowSeconds + 86_400, exp: nowSeconds + 90_000 }).ok).toBe(true)
  })
})
