import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { CloudFrontClient, CreateInvalidationCommand, waitUntilInvalidationCompleted } from '@aws-sdk/client-cloudfront'
import {
  CopyObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { supersededTag } from '../site/bucket.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

const assets = 'assets/'

/** How S3 has to answer for a file of the build: see docs/hosting.md. */
export function metadataOf(key: string) {
  const isCompressed = key.endsWith('.br')
  const original = isCompressed ? key.slice(0, -'.br'.length) : key
  return {
    ContentType: contentTypes[extname(original)] ?? 'application/octet-stream',
    CacheControl: key.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(isCompressed ? { ContentEncoding: 'br' } : {}),
  }
}

/** The files of a build as keys, in the order of the upload: no page may name a file that is not there yet. */
export function uploadOrder(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  const keys = paths
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  const rank = (key: string) => (key.startsWith(assets) ? 0 : key.startsWith('index.html') ? 2 : 1)
  return keys.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

/** Uploads a build, and marks the assets that it has no more: the bucket deletes them after 14 days. */
export async function uploadBuild(
  s3: S3Client,
  bucket: string,
  folder: string,
  keys: readonly string[],
): Promise<{ superseded: number }> {
  for (const key of keys) {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(join(folder, key)), ...metadataOf(key) }),
    )
  }
  const old = (await listAssets(s3, bucket)).filter((key) => !keys.includes(key))
  for (const key of old) await markSuperseded(s3, bucket, key)
  return { superseded: old.length }
}

/** Copied onto itself, so that its age starts now: the rule of the bucket counts from there. */
async function markSuperseded(s3: S3Client, bucket: string, key: string): Promise<void> {
  const { TagCount } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: 'bytes=0-0' }))
  if ((TagCount ?? 0) > 0) return
  await s3.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: key,
      CopySource: `${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
      MetadataDirective: 'REPLACE',
      TaggingDirective: 'REPLACE',
      Tagging: `${supersededTag.key}=${supersededTag.value}`,
      ...metadataOf(key),
    }),
  )
}

async function listAssets(s3: S3Client, bucket: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: assets })) {
    keys.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])))
  }
  return keys
}

/** The page that is online now; null before the first upload. */
export async function readCurrentPage(s3: S3Client, bucket: string): Promise<string | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'index.html' }))
    return (await Body?.transformToString()) ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return null
    throw error
  }
}

/** CloudFront forgets every file but the assets, whose content never changes. Resolves once all its locations have. */
export async function invalidate(
  cloudFront: CloudFrontClient,
  distributionId: string,
  files: readonly string[],
): Promise<void> {
  const paths = files.filter((file) => !file.startsWith(assets)).map((file) => `/${file}`)
  const { Invalidation } = await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distributionId,
      InvalidationBatch: { CallerReference: String(Date.now()), Paths: { Quantity: paths.length, Items: paths } },
    }),
  )
  const request = { DistributionId: distributionId, Id: Invalidation?.Id }
  await waitUntilInvalidationCompleted({ client: cloudFront, maxWaitTime: 900 }, request)
}
