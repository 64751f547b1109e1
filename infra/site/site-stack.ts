import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'
import { createBucket, letDistributionRead } from './bucket.ts'
import { createDistribution, type SiteDelivery } from './distribution.ts'

interface SiteStackProps {
  readonly environment: Environment
  readonly delivery: SiteDelivery
}

/** The names of the outputs, which infra/commands reads. */
export const siteOutputs = {
  bucket: 'BucketName',
  distributionId: 'DistributionId',
  distributionArn: 'DistributionArn',
  origin: 'SiteOrigin',
} as const

/** The built app: a private bucket behind CloudFront. */
export class SiteStack extends Stack {
  constructor(scope: Construct, id: string, { environment, delivery }: SiteStackProps) {
    super(scope, id, { env: { region: environment.region }, terminationProtection: environment.isProtected })
    const bucket = createBucket(this, environment)
    const distribution = createDistribution(this, { bucket, environment, delivery })
    letDistributionRead(bucket, this.formatArn(arnParts(distribution.ref)))
    const host = environment.site?.domainName ?? distribution.attrDomainName
    new CfnOutput(this, siteOutputs.bucket, { value: bucket.bucketName })
    new CfnOutput(this, siteOutputs.distributionId, { value: distribution.ref })
    new CfnOutput(this, siteOutputs.distributionArn, { value: this.formatArn(arnParts(distribution.ref)) })
    new CfnOutput(this, siteOutputs.origin, { value: `https://${host}` })
  }
}

function arnParts(distributionId: string) {
  return { service: 'cloudfront', region: '', resource: 'distribution', resourceName: distributionId }
}
