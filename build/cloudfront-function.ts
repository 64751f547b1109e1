/**
 * A CloudFront Function for viewer requests (runtime `cloudfront-js-2.0`), as text: a path of the app is answered with
 * its page, and a browser that accepts brotli gets the file that the build has compressed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export const cloudFrontFunction = `function handler(event) {
  const request = event.request
  const accepted = request.headers['accept-encoding']
  // A path whose last part has a dot asks for a file; any other is a page of the app.
  const isPage = !request.uri.slice(request.uri.lastIndexOf('/')).includes('.')
  const file = isPage ? '/index.html' : request.uri
  const isText = /\\.(html|js|css|svg)$/.test(file)
  const takesBrotli = accepted !== undefined && /\\bbr\\b/.test(accepted.value)
  request.uri = isText && takesBrotli ? file + '.br' : file
  return request
}`
