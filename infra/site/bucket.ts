import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

/** The tag of an asset that the current build has no more: browsers with an older page open still ask for it. */
export const supersededTag = { key: 'superseded', value: 'true' } as const

/** How long such an asset stays. */
const supersededDays = 14

/** The private bucket of the built app. */
export function createBucket(scope: Construct, { isProtected }: Environment): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: false,
    removalPolicy: isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [
      {
        id: 'superseded-assets',
        tagFilters: { [supersededTag.key]: supersededTag.value },
        expiration: Duration.days(supersededDays),
      },
    ],
  })
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only CloudFront reads the bucket, and CloudFront logs the requests: see logs-stack.ts.',
  })
  return bucket
}

/**
 * Origin access control signs CloudFront's requests; this lets them in. With `s3:ListBucket`, S3 answers 404 for a
 * missing file instead of 403.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function letDistributionRead(bucket: Bucket, distributionArn: string): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject', 's3:ListBucket'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { StringEquals: { 'AWS:SourceArn': distributionArn } },
    }),
  )
}
