import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, it } from 'vitest'
import { createStacks, environmentOf, synthesize } from './stacks.ts'

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/12ab'

it.each([
  ['the defaults', {}],
  [
    'an own domain and a required second factor',
    { site: { domainName: 'app.example.com', certificateArn }, mfa: 'required-totp' },
  ],
])(
  'cdk-nag’s AwsSolutions find nothing with %s that the code has not acknowledged with a reason',
  (_name, settings) => {
    const { app } = createStacks(environmentOf(settings))
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
    // An error throws; the report has the warnings.
    const { directory } = app.synth()
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'))
    expect(report.pluginReports).toEqual([])
  },
)

it('no template has a secret or the number of an account', () => {
  const google = { clientId: '123-abc.apps.googleusercontent.com', secretName: 'toyseven/google' }
  const { pool, site, logs } = synthesize(environmentOf({ google }))
  const text = JSON.stringify([pool, site, logs].map((template) => template.toJSON()))
  expect(text).not.toMatch(/GOCSPX-|AKIA[A-Z0-9]{16}|PRIVATE KEY/)
  expect(text.replaceAll('111122223333', '')).not.toMatch(/"\d{12}"/)
})
