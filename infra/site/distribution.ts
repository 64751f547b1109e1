import { CfnResource, Stack, Validations } from 'aws-cdk-lib'
import { CfnCachePolicy, CfnDistribution, CfnFunction, CfnOriginAccessControl } from 'aws-cdk-lib/aws-cloudfront'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

/** How the app is delivered, as `npm run headers` prints it for the build: see build/header-formats.ts. */
export interface SiteDelivery {
  /** The format `cloudfront`: a response headers policy as CloudFront's API takes it. */
  readonly headersPolicy: CloudFrontPolicy
  /** The format `cloudfront-function`: the code for viewer requests. */
  readonly viewerFunction: string
}

export interface CloudFrontPolicy {
  readonly SecurityHeadersConfig: object
  readonly CustomHeadersConfig: { readonly Items: readonly object[] }
}

interface DistributionProps {
  readonly bucket: Bucket
  readonly environment: Environment
  readonly delivery: SiteDelivery
}

const originId = 'bucket'

/**
 * CloudFront in front of the bucket: HTTP/3, the build's own headers on every answer (also on errors of the bucket), the
 * build's own compressed files.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudfront-distribution.html
 */
export function createDistribution(scope: Construct, props: DistributionProps): CfnDistribution {
  const { bucket, environment, delivery } = props
  const distribution = new CfnDistribution(scope, 'Distribution', {
    distributionConfig: {
      enabled: true,
      comment: Stack.of(scope).stackName,
      httpVersion: 'http2and3',
      ipv6Enabled: true,
      defaultRootObject: 'index.html',
      origins: [
        {
          id: originId,
          domainName: bucket.bucketRegionalDomainName,
          originAccessControlId: accessControl(scope).attrId,
          // Empty, since origin access control takes the place of the older origin access identity.
          s3OriginConfig: { originAccessIdentity: '' },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: originId,
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD'],
        // The build has compressed its files, better than CloudFront does.
        compress: false,
        cachePolicyId: cachePolicy(scope).attrId,
        responseHeadersPolicyId: headersPolicy(scope, delivery.headersPolicy).getAtt('Id').toString(),
        functionAssociations: [
          { eventType: 'viewer-request', functionArn: viewerFunction(scope, delivery.viewerFunction).attrFunctionArn },
        ],
      },
      ...hostOf(environment),
    },
  })
  acknowledgeFindings(distribution, environment)
  return distribution
}

function hostOf({ site }: Environment) {
  if (site === undefined) return { viewerCertificate: { cloudFrontDefaultCertificate: true } }
  return {
    aliases: [site.domainName],
    viewerCertificate: {
      acmCertificateArn: site.certificateArn,
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    },
  }
}

function accessControl(scope: Construct): CfnOriginAccessControl {
  return new CfnOriginAccessControl(scope, 'AccessControl', {
    originAccessControlConfig: {
      name: Stack.of(scope).stackName,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
  })
}

/**
 * The objects' own Cache-Control decides. Without query strings, cookies and headers in the key, each file is stored
 * once: the function has put `.br` into its name.
 */
function cachePolicy(scope: Construct): CfnCachePolicy {
  const year = 31_536_000
  return new CfnCachePolicy(scope, 'CachePolicy', {
    cachePolicyConfig: {
      name: Stack.of(scope).stackName,
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: year,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: false,
        enableAcceptEncodingGzip: false,
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
      },
    },
  })
}

/** As `npm run headers` prints it. CloudFormation takes the list without its length. */
function headersPolicy(scope: Construct, policy: CloudFrontPolicy): CfnResource {
  return new CfnResource(scope, 'HeadersPolicy', {
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    properties: {
      ResponseHeadersPolicyConfig: {
        Name: Stack.of(scope).stackName,
        SecurityHeadersConfig: policy.SecurityHeadersConfig,
        CustomHeadersConfig: { Items: policy.CustomHeadersConfig.Items },
      },
    },
  })
}

function viewerFunction(scope: Construct, functionCode: string): CfnFunction {
  const name = `${Stack.of(scope).stackName}-paths`
  return new CfnFunction(scope, 'Paths', {
    name,
    autoPublish: true,
    functionCode,
    functionConfig: { comment: 'The page of a path, and the compressed file', runtime: 'cloudfront-js-2.0' },
  })
}

/** The rules of cdk-nag that this distribution breaks on purpose, each with its reason. */
function acknowledgeFindings(distribution: Construct, { site }: Environment): void {
  const findings = [
    {
      id: 'AwsSolutions-CFR1',
      reason: 'The app is for users everywhere. A product that is not adds a geo restriction.',
    },
    {
      id: 'AwsSolutions-CFR2',
      reason: 'The distribution serves static files only: there is no input for a firewall to check.',
    },
    { id: 'AwsSolutions-CFR3', reason: 'logs-stack.ts logs by the newer delivery, which can leave query strings out.' },
    ...(site === undefined
      ? [
          {
            id: 'AwsSolutions-CFR4',
            reason: 'Without a domain of its own, CloudFront’s certificate decides the TLS versions.',
          },
        ]
      : []),
  ]
  Validations.of(distribution).acknowledge(...findings)
}
