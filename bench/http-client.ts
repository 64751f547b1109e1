import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A response. `location` and `body` are empty if the response has none. */
export type HttpResponse = {
  readonly status: number
  readonly location: string
  readonly setCookies: readonly string[]
  readonly body: string
}

const agent = new Agent({ keepAlive: true })

/**
 * Sends a request, and follows no redirect. `fetch` would work too, but needs more CPU time than the servers that are
 * measured.
 */
export function send(
  url: string,
  { form, cookie = '' }: { form?: URLSearchParams; cookie?: string } = {},
): Promise<HttpResponse> {
  const body = form?.toString() ?? ''
  const headers = {
    ...(cookie === '' ? {} : { cookie }),
    ...(form === undefined
      ? {}
      : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: form === undefined ? 'GET' : 'POST', headers }, (response) => {
      const { statusCode: status = 0, headers: received } = response
      const { location = '', 'set-cookie': setCookies = [] } = received
      text(response).then((read) => resolve({ status, location, setCookies, body: read }), reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
