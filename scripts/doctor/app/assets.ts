import { securityHeaders } from '../../../build/security-headers.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import { failure, ok, skipped, statusOf, type Finding } from '../check-result.ts'
import type { AppTarget } from '../target.ts'
import { askPage, assetFolderOf, assetPathsOf, isStartPage } from './start-page.ts'

/** Assets may be kept for ever, and a missing one is a 404 that no cache keeps. */
export async function checkAssets(target: AppTarget): Promise<Finding | NoAnswer> {
  const page = await askPage(target)
  if (page.kind === 'no-answer') return page
  if (!isStartPage(page)) return skipped('The start page is not there.')
  for (const path of assetPathsOf(page.text)) {
    const asset = await target.ask(new URL(path, page.url).href)
    if (asset.kind === 'no-answer') return asset
    const finding = judgeAsset(asset, target)
    if (finding !== null) return finding
  }
  const missing = await target.ask(`${assetFolderOf(page)}doctor-00000000.js`)
  if (missing.kind === 'no-answer') return missing
  return judgeMissing(missing) ?? ok('Assets are immutable, and a missing one is a 404.')
}

function judgeAsset(asset: Answer, { built }: AppTarget): Finding | null {
  if (asset.status !== 200 || /text\/html/.test(asset.headers.get('content-type') ?? '')) {
    return failure(
      `The page names ${asset.url}, which is not there (${statusOf(asset)}).`,
      'Upload assets/ before index.html, and keep the files of the previous build (docs/hosting.md).',
    )
  }
  const wanted = securityHeaders(built, 'asset', [])['Cache-Control']
  const found = asset.headers.get('cache-control')
  if (found === wanted) return null
  return failure(
    `${asset.url} has ${found === null ? 'no Cache-Control' : `Cache-Control "${found}"`}, not "${wanted}".`,
    'Set this Cache-Control for everything below assets/ (docs/hosting.md).',
  )
}

function judgeMissing(missing: Answer): Finding | null {
  if (missing.status !== 404) {
    return failure(
      `A missing asset answers ${statusOf(missing)}, not 404: a page of an old build would run HTML as a script.`,
      'Exclude assets/ from the fallback to index.html; with S3, allow s3:ListBucket to the distribution (docs/hosting.md).',
    )
  }
  const cache = missing.headers.get('cache-control') ?? ''
  if (!cache.includes('immutable')) return null
  return failure(
    `The 404 of a missing asset may be kept for ever: Cache-Control "${cache}".`,
    'Send the Cache-Control of assets/ with files that exist only (docs/hosting.md).',
  )
}
