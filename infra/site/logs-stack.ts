import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Environment } from '../settings/schema.ts'

interface LogsStackProps {
  readonly environment: Environment
  readonly distributionArn: string
}

/** CloudFront's log deliveries are in this region only. */
export const logsRegion = 'us-east-1'

/** The names of the outputs, which infra/commands reads. */
export const logsOutputs = { bucket: 'LogBucketName' } as const

const keptDays = 30

/** The fields of each line. Not among them: the query string, the referrer and cookies. A callback has its code in the query. */
export const loggedFields = [
  'date',
  'time',
  'x-edge-location',
  'sc-bytes',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-request-id',
  'cs-protocol',
  'time-taken',
  'ssl-protocol',
  'cs-protocol-version',
  'time-to-first-byte',
] as const

/**
 * The access log of the distribution, without query strings.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class LogsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, distributionArn }: LogsStackProps) {
    super(scope, id, { env: { region: logsRegion } })
    const bucket = createLogBucket(this, environment)
    const source = new CfnDeliverySource(this, 'Source', {
      name: this.stackName,
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
    })
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name: this.stackName,
      destinationResourceArn: bucket.bucketArn,
      outputFormat: 'json',
    })
    const delivery = new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.ref,
      deliveryDestinationArn: destination.attrArn,
      recordFields: [...loggedFields],
    })
    delivery.addResourceDependency(source)
    new CfnOutput(this, logsOutputs.bucket, { value: bucket.bucketName })
  }
}

function createLogBucket(scope: Construct, { isProtected }: Environment): Bucket {
  const bucket = new Bucket(scope, 'Logs', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [{ id: 'old-logs', expiration: Duration.days(keptDays) }],
  })
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'It is the bucket of the logs.' })
  return bucket
}
