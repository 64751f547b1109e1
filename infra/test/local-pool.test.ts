import { expect, it } from 'vitest'
import localPools from '../../local-cognito/local-cognito.json' with { type: 'json' }
import { returnUrlsOf, standardScopes } from '../pool/client-settings.ts'
import { environmentOf } from './stacks.ts'

/** The pool that the app is developed with, and the pool that is deployed, are tested against each other. */
const [local] = localPools.pools
const [client] = local?.clients ?? []
const environment = environmentOf()

it('the local pool registers the URLs that infra registers for localhost', () => {
  const urls = returnUrlsOf(environment.origins)
  expect(client?.callbackUrls).toEqual(urls.callback)
  expect(client?.signOutUrls).toEqual(urls.signOut)
})

it('the local pool has the name and the groups of the deployed pool', () => {
  expect(local?.poolName).toBe(environment.poolName)
  expect(local?.people.flatMap((person) => ('groups' in person ? person.groups : []))).toEqual(
    expect.arrayContaining(environment.groups),
  )
})

it('the local pool uses managed login, as the deployed pool does', () => {
  expect(local?.managedLoginVersion).toBe(2)
})

it('both rotate refresh tokens, with a grace period that infra allows', () => {
  expect(client?.rotation.feature).toBe('ENABLED')
  expect(() =>
    environmentOf({ tokens: { rotationGraceSeconds: client?.rotation.retryGracePeriodSeconds } }),
  ).not.toThrow()
})

it('tokens of both live as long', () => {
  const { tokens } = environment
  expect(client).toMatchObject({
    accessTokenSeconds: tokens.accessMinutes * 60,
    idTokenSeconds: tokens.idMinutes * 60,
    refreshTokenSeconds: tokens.refreshDays * 24 * 3600,
  })
})

it('both have the providers Cognito and Google, Google as soon as it is set up', () => {
  expect(client?.providers).toEqual(['COGNITO', 'Google'])
})

it('the app asks for the scopes that infra allows', () => {
  expect(standardScopes.join(' ')).toBe('openid email profile')
})
