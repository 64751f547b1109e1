import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'

/** Where a pool says that it is ready. */
const healthPath = '/__local/health'
const pauseMs = 100
const longestMs = 30_000

/** Waits until each pool is ready, at most 30 seconds. Returns the exit code of the command. */
export async function waitForPools(origins: readonly string[]): Promise<0 | 1> {
  const deadline = performance.now() + longestMs
  for (const origin of origins) {
    while (!(await isReady(origin))) {
      if (performance.now() > deadline) {
        console.error(`No local user pool is ready at ${origin} after ${longestMs / 1000} seconds.`)
        return 1
      }
      await pause(pauseMs)
    }
  }
  return 0
}

/** The certificate is the pool's own, so it is not checked: nothing but the status is read. */
function isReady(origin: string): Promise<boolean> {
  const url = new URL(healthPath, origin)
  return new Promise((resolve) => {
    const call = url.protocol === 'https:' ? requestHttps(url, { rejectUnauthorized: false }) : requestHttp(url)
    call.on('response', (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    call.on('error', () => resolve(false))
    call.end()
  })
}
