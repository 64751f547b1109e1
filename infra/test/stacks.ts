import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import * as v from 'valibot'
import { cloudFrontFunction } from '../../build/cloudfront-function.ts'
import { headerFormats } from '../../build/header-formats.ts'
import { securityHeaders } from '../../build/security-headers.ts'
import { PoolStack } from '../pool/pool-stack.ts'
import { settingsSchema, type Environment } from '../settings/schema.ts'
import type { SiteDelivery } from '../site/distribution.ts'
import { LogsStack } from '../site/logs-stack.ts'
import { SiteStack } from '../site/site-stack.ts'

/** An environment of the settings file, with its defaults. */
export function environmentOf(settings: object = {}): Environment {
  const base = { region: 'ap-northeast-2', domain: { prefix: 'toyseven' } }
  const { prod } = v.parse(settingsSchema, { prod: { ...base, ...settings } })
  if (prod === undefined) throw new Error('The settings have no such environment.')
  return prod
}

const appConfig = {
  appName: 'Toyseven',
  providers: [],
  providerLabels: {},
  imageHosts: [],
  apiUrl: null,
  session: {
    issuer: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
    updatedIssuer: null,
    domain: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
    clientId: '1h57kf5cpq17m0eml12e3k4j5n',
    redirectUri: 'https://d111.cloudfront.net/callback',
    logoutUri: 'https://d111.cloudfront.net',
    scopes: 'openid email profile',
    storage: 'tab',
    sessionLifeMs: null,
    idleSignOutMs: null,
  },
} as const

export const site = { path: '/', files: ['favicon.svg', 'robots.txt'] }

/** The headers of a page, as the app's own build has them. */
export const pageHeaders = securityHeaders(appConfig, 'page', ["'sha256-new'", "'sha256-old'"])

export const delivery: SiteDelivery = {
  headersPolicy: JSON.parse(headerFormats.cloudfront(() => pageHeaders, site)),
  viewerFunction: cloudFrontFunction(site),
}

/** All stacks of an environment in an app that is not synthesized yet. */
export function createStacks(environment: Environment, siteOrigin: string | null = null) {
  // CloudFormation's own rules for templates are errors, not warnings.
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } })
  const pool = new PoolStack(app, 'toyseven-prod-pool', { environment, siteOrigin })
  const siteStack = new SiteStack(app, 'toyseven-prod-site', { environment, delivery })
  const logs = new LogsStack(app, 'toyseven-prod-logs', {
    environment,
    distributionArn: 'arn:aws:cloudfront::111122223333:distribution/E1',
  })
  return { app, stacks: { pool, site: siteStack, logs } }
}

/** The templates of all stacks. */
export function synthesize(environment: Environment, siteOrigin: string | null = null) {
  const { stacks } = createStacks(environment, siteOrigin)
  return {
    pool: Template.fromStack(stacks.pool),
    site: Template.fromStack(stacks.site),
    logs: Template.fromStack(stacks.logs),
  }
}
