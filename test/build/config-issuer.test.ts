import { describe, expect, it } from 'vitest'
import { readConfig } from '../../build/parse-env.ts'
import { goodVariables, printedByBuild } from '../support/printed-by-build.ts'

describe('the issuer', () => {
  const session = (change: Readonly<Record<string, string>>) => {
    const read = readConfig({ ...goodVariables, VITE_COGNITO_DOMAIN: 'https://auth.toyseven.dev', ...change })
    return read.ok ? read.config.session : read.issues
  }

  it.each([
    ['us-gov-west-1_AbCdEf123', 'us-gov-west-1.amazonaws.com', true],
    ['il-central-1_AbCdEf123', 'il-central-1.amazonaws.com', true],
    ['cn-north-1_AbCdEf123', 'cn-north-1.amazonaws.com.cn', false],
    ['eusc-de-east-1_AbCdEf123', 'eusc-de-east-1.amazonaws.eu', false],
    ['us-iso-east-1_AbCdEf123', 'us-iso-east-1.c2s.ic.gov', false],
    ['us-isob-east-1_AbCdEf123', 'us-isob-east-1.sc2s.sgov.gov', false],
    ['us-isof-south-1_AbCdEf123', 'us-isof-south-1.csp.hci.ic.gov', false],
    ['eu-isoe-west-1_AbCdEf123', 'eu-isoe-west-1.cloud.adc-e.uk', false],
  ])('of %s is at %s, in two forms; AWS documents it: %s', (pool, host, isDocumented) => {
    expect(session({ VITE_COGNITO_USER_POOL_ID: pool })).toMatchObject({
      issuer: `https://cognito-idp.${host}/${pool}`,
      updatedIssuer: `https://issuer-cognito-idp.${host}/${pool}`,
    })
    const region = pool.split('_')[0]
    const unconfirmed = `VITE_COGNITO_ISSUER is taken to be https://cognito-idp.${host}/${pool}: AWS documents no issuer for ${region}. Compare it with the \`iss\` of a token, and set it.`
    const { lines } = printedByBuild({
      VITE_COGNITO_USER_POOL_ID: pool,
      VITE_COGNITO_DOMAIN: 'https://auth.toyseven.dev',
    })
    expect(lines).toEqual(isDocumented ? [''] : ['Warnings about the configuration:', unconfirmed])
  })

  it('is only the one that is set, which ends the warning', () => {
    const set = {
      VITE_COGNITO_USER_POOL_ID: 'eusc-de-east-1_AbCdEf123',
      VITE_COGNITO_ISSUER: 'https://issuer.toyseven.dev/eusc-de-east-1_AbCdEf123/',
    }
    const issuer = 'https://issuer.toyseven.dev/eusc-de-east-1_AbCdEf123'
    expect(session(set)).toMatchObject({ issuer, updatedIssuer: null })
    expect(printedByBuild({ ...set, VITE_COGNITO_DOMAIN: 'https://auth.toyseven.dev' }).lines).toEqual([''])
  })

  it.each(['https://x.auth.eusc-de-east-1.amazoncognito.eu', 'https://x.auth.cn-north-1.amazoncognito.com.cn'])(
    'C14: the region of %s is known, whatever follows amazoncognito',
    (domain) => {
      const region = domain.split('.')[2]
      const line = `VITE_COGNITO_DOMAIN is in ${region}, but the user pool is in ap-northeast-2.`
      expect(printedByBuild({ VITE_COGNITO_DOMAIN: domain }).lines).toContain(line)
    },
  )
})
