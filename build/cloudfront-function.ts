import type { BuiltSite } from './header-formats.ts'

/**
 * A CloudFront Function for viewer requests (runtime `cloudfront-js-2.0`), as text: a path of the app is answered with
 * its page, and a browser that accepts brotli gets the file that the build has compressed. The function cannot see which
 * files there are, so it has the names of those outside the assets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function cloudFrontFunction({ path, files }: BuiltSite): string {
  const known = JSON.stringify(files.map((file) => path + file))
  return `const files = ${known}
function handler(event) {
  const request = event.request
  const header = (name) => (request.headers[name] === undefined ? '' : request.headers[name].value)
  const isFile = request.uri.startsWith('${path}assets/') || files.includes(request.uri)
  // A name with a dot may be a file that is missing, unless a browser asks for a document.
  const hasDot = request.uri.slice(request.uri.lastIndexOf('/')).includes('.')
  const isPage = !isFile && (!hasDot || header('accept').includes('text/html'))
  const file = isPage ? '${path}index.html' : request.uri
  const isText = /\\.(html|js|css|svg)$/.test(file)
  const takesBrotli = /\\bbr\\b/.test(header('accept-encoding'))
  request.uri = isText && takesBrotli ? file + '.br' : file
  return request
}`
}
