import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment, SettingsError } from '../settings/read-settings.ts'

function fileWith(content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'infra-settings-')), 'settings.json')
  writeFileSync(file, content)
  return file
}

function read(prod: unknown) {
  return readEnvironment('prod', fileWith(JSON.stringify({ prod })))
}

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  return ''
}

const base = { region: 'ap-northeast-2', domain: { prefix: 'toyseven' } }

it('fills in the defaults of the walk-through', () => {
  expect(read(base)).toEqual({
    ...base,
    poolName: 'toyseven-cognito',
    origins: ['http://localhost:3000'],
    issuer: 'original',
    mfa: 'off',
    tokens: { accessMinutes: 60, idMinutes: 60, refreshDays: 5, rotationGraceSeconds: 60 },
    groups: ['admins'],
    isProtected: true,
  })
})

it.each(['dev', 'prod'])('the settings of the project have the environment %s', (name) => {
  expect(readEnvironment(name).poolName).toBe('toyseven-cognito')
})

describe('a wrong value is refused with its place and what is allowed', () => {
  it.each([
    [
      { ...base, domain: { prefix: 'my-aws-app' } },
      'prod.domain.prefix: must not contain "aws", "amazon" or "cognito"',
    ],
    [{ ...base, domain: { prefix: 'Toyseven' } }, 'prod.domain.prefix: has to be 1 to 63 lower-case letters'],
    [{ ...base, domain: { prefix: 'toyseven-' } }, 'no hyphen at either end'],
    [{ ...base, domain: { prefix: 'a'.repeat(64) } }, 'prod.domain.prefix: has to be 1 to 63'],
    [
      {
        ...base,
        domain: {
          name: 'https://auth.example.com/',
          certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
        },
      },
      'has to be a host name such as auth.example.com',
    ],
    [
      {
        ...base,
        domain: { name: 'auth.example.com', certificateArn: 'arn:aws:acm:ap-northeast-2:111122223333:certificate/1' },
      },
      'has to be the ARN of a certificate of AWS Certificate Manager in us-east-1',
    ],
    [{ ...base, region: 'seoul' }, 'prod.region: has to be a region such as ap-northeast-2'],
    [{ domain: base.domain }, 'prod.region: is missing'],
    [{ ...base, origins: ['http://example.com'] }, 'prod.origins.0: has to be an origin such as'],
    [{ ...base, origins: ['http://localhost:3000/'] }, 'without a path and without a slash at the end'],
    [{ ...base, origins: [] }, 'prod.origins: needs at least one origin'],
    [{ ...base, issuer: 'new' }, 'prod.issuer: has to be one of: original, updated'],
    [{ ...base, mfa: 'sms' }, 'prod.mfa: has to be one of: off, optional-totp, required-totp'],
    [
      { ...base, tokens: { accessMinutes: 1 } },
      'prod.tokens.accessMinutes: has to be a whole number of minutes from 5 to 1440',
    ],
    [
      { ...base, tokens: { rotationGraceSeconds: 0 } },
      'prod.tokens.rotationGraceSeconds: has to be a whole number of seconds from 10 to 60',
    ],
    [
      { ...base, tokens: { refreshDays: 4000 } },
      'prod.tokens.refreshDays: has to be a whole number of days from 1 to 3650',
    ],
    [
      { ...base, google: { clientId: '123', secretName: 'x' } },
      'prod.google.clientId: has to end with .apps.googleusercontent.com',
    ],
    [
      { ...base, google: { clientId: '1.apps.googleusercontent.com', secretName: 'GOCSPX-abc' } },
      'prod.google.secretName: is a client secret of Google itself',
    ],
    [{ ...base, clientSecret: 'x' }, 'prod.clientSecret: there is no such setting'],
    [{ ...base, isProtected: 'yes' }, 'prod.isProtected: has to be true or false'],
  ])('%j', (settings, line) => {
    expect(messageOf(() => read(settings))).toContain(line)
  })

  it('all faults at once, a line for each, and never the value of a secret', () => {
    const settings = {
      ...base,
      mfa: 'sms',
      region: 'seoul',
      google: { clientId: '1.apps.googleusercontent.com', secretName: 'GOCSPX-abc' },
    }
    const message = messageOf(() => read(settings))
    expect(message.split('\n')).toHaveLength(4)
    expect(message).not.toContain('GOCSPX-abc')
  })
})

it('names the environments that there are', () => {
  expect(messageOf(() => readEnvironment('staging'))).toBe(
    'infra/settings.json has no environment "staging". It has: dev, prod.',
  )
})

it('says why a file is no JSON', () => {
  expect(messageOf(() => readEnvironment('prod', fileWith('{')))).toContain('infra/settings.json cannot be read: ')
})
