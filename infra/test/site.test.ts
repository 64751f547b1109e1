import { Match } from 'aws-cdk-lib/assertions'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { delivery, environmentOf, pageHeaders, synthesize } from './stacks.ts'

const { site, logs } = synthesize(environmentOf())
const distribution = 'AWS::CloudFront::Distribution'

describe('the bucket', () => {
  it('is private, encrypted, and read over TLS only', () => {
    site.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
    })
    site.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    })
  })

  it('lets this distribution alone read it, and see which files there are: a missing file is a 404', () => {
    site.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: ['s3:GetObject', 's3:ListBucket'],
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    })
  })

  it('keeps the assets of an earlier build for 14 days', () => {
    site.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            ExpirationInDays: 14,
            Status: 'Enabled',
            TagFilters: [{ Key: 'superseded', Value: 'true' }],
          }),
        ],
      },
    })
  })

  it('survives its stack, unless the settings say otherwise', () => {
    site.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' })
    const open = synthesize(environmentOf({ isProtected: false })).site
    open.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' })
  })
})

describe('the distribution', () => {
  it('signs its requests to the bucket', () => {
    site.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always', SigningProtocol: 'sigv4' }),
    })
  })

  it('speaks HTTP/3, redirects to https, and leaves compression to the build', () => {
    site.hasResourceProperties(distribution, {
      DistributionConfig: Match.objectLike({
        HttpVersion: 'http2and3',
        DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https', Compress: false }),
      }),
    })
  })

  it('has no answer of its own for an error: a missing asset stays a 404', () => {
    site.hasResourceProperties(distribution, {
      DistributionConfig: Match.objectLike({ CustomErrorResponses: Match.absent() }),
    })
  })

  it('lets the objects’ own Cache-Control decide, and never puts the query into the key', () => {
    site.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({
        MinTTL: 0,
        DefaultTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: Match.objectLike({
          QueryStringsConfig: { QueryStringBehavior: 'none' },
          CookiesConfig: { CookieBehavior: 'none' },
        }),
      }),
    })
  })

  it('sends the headers of the build, for the scripts of both builds', () => {
    const { ResponseHeadersPolicyConfig: config } = Object.values(
      site.findResources('AWS::CloudFront::ResponseHeadersPolicy'),
    )[0]?.Properties
    const { ContentSecurityPolicy } = config.SecurityHeadersConfig.ContentSecurityPolicy
    expect(ContentSecurityPolicy).toBe(pageHeaders['Content-Security-Policy'])
    expect(ContentSecurityPolicy).toContain("'sha256-new' 'sha256-old'")
    const custom = config.CustomHeadersConfig.Items.map(({ Header }: { Header: string }) => Header)
    expect(custom).toContain('Permissions-Policy')
    expect(custom).not.toContain('Cache-Control')
    expect(config.CustomHeadersConfig).not.toHaveProperty('Quantity')
  })

  it('uses a domain of its own with a modern TLS version', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/12ab'
    const own = synthesize(environmentOf({ site: { domainName: 'app.example.com', certificateArn } })).site
    own.hasResourceProperties(distribution, {
      DistributionConfig: Match.objectLike({
        Aliases: ['app.example.com'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
      }),
    })
    own.hasOutput('SiteOrigin', { Value: 'https://app.example.com' })
  })
})

describe('the function for viewer requests', () => {
  it('is the code that npm run headers prints', () => {
    site.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionCode: delivery.viewerFunction,
      AutoPublish: true,
      FunctionConfig: Match.objectLike({ Runtime: 'cloudfront-js-2.0' }),
    })
  })

  it.each([
    ['/', 'text/html', 'br', '/index.html.br'],
    ['/account', 'text/html', 'gzip, br', '/index.html.br'],
    ['/account', 'text/html', 'gzip', '/index.html'],
    ['/orders/john.doe', 'text/html', 'br', '/index.html.br'],
    ['/orders/john.doe', '*/*', 'br', '/orders/john.doe'],
    ['/callback', 'text/html', 'br', '/index.html.br'],
    ['/favicon.svg', 'image/*', 'br', '/favicon.svg.br'],
    ['/robots.txt', '*/*', 'br', '/robots.txt'],
    ['/assets/index-1.js', '*/*', 'br', '/assets/index-1.js.br'],
    ['/assets/missing.js', '*/*', '', '/assets/missing.js'],
  ])('leads %s with Accept %s and Accept-Encoding %s to %s', (uri, accept, encoding, file) => {
    const headers = { accept: { value: accept }, 'accept-encoding': { value: encoding } }
    const event = { request: { uri, headers } }
    expect(runInNewContext(`${delivery.viewerFunction}; handler(event).uri`, { event })).toBe(file)
  })
})

describe('the log', () => {
  it('has no query string, no referrer and no cookies, and is kept 30 days', () => {
    logs.hasResourceProperties('AWS::Logs::Delivery', {
      RecordFields: Match.arrayWith(['cs-uri-stem', 'sc-status']),
    })
    const [delivered] = Object.values(logs.findResources('AWS::Logs::Delivery'))
    expect(delivered?.Properties.RecordFields.join()).not.toMatch(/query|referer|cookie|forwarded/i)
    logs.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30 })] },
    })
  })
})
