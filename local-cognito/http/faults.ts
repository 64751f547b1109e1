import * as v from 'valibot'
import { oneOf, wholeNumber } from '../config/checks.ts'
import type { PoolApp, PoolContext } from './context.ts'

/** The endpoints that can be made to fail. */
export const faultyEndpoints = [
  '/oauth2/token',
  '/oauth2/revoke',
  '/oauth2/userInfo',
  '/oauth2/authorize',
  '/login',
  '/logout',
  '/.well-known/jwks.json',
  '/.well-known/openid-configuration',
] as const

export const faultKinds = ['status', 'delay', 'hang', 'cut', 'lost', 'no-cors'] as const

const statuses = [400, 401, 403, 404, 405, 408, 409, 413, 429, 500, 501, 502, 503, 504] as const

const times = v.optional(wholeNumber(1, 1000), 1)
const endpoint = oneOf(faultyEndpoints)

/**
 * A fault of the next responses of an endpoint:
 * - `status`: the pool does not process the request and responds with this status; `throttled` adds the body of
 *   Cognito's API (that the token endpoint has the same body is UNCONFIRMED)
 * - `delay`: the response arrives later
 * - `hang`: the pool does not process the request and sends no response, however long the caller waits
 * - `cut`: the pool processes the request and sends half of the response's body
 * - `lost`: the pool processes the request and sends no response
 * - `no-cors`: the response lacks the header that lets a page read it
 */
export const faultSchema = v.variant('kind', [
  v.strictObject({
    endpoint,
    times,
    kind: v.literal('status'),
    status: v.picklist(statuses, `has to be one of: ${statuses.join(', ')}`),
    throttled: v.optional(v.boolean(), false),
    retryAfterSeconds: v.exactOptional(wholeNumber(0, 3600)),
  }),
  v.strictObject({ endpoint, times, kind: v.literal('delay'), ms: wholeNumber(1, 120_000) }),
  v.strictObject({ endpoint, times, kind: v.literal('hang') }),
  v.strictObject({ endpoint, times, kind: v.literal('cut') }),
  v.strictObject({ endpoint, times, kind: v.literal('lost') }),
  v.strictObject({ endpoint, times, kind: v.literal('no-cors') }),
])

export type Fault = v.InferOutput<typeof faultSchema>
type StatusFault = Extract<Fault, { kind: 'status' }>

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The faults that remain, with their counts. */
  waiting(): readonly Fault[]
  /** Returns the fault for the next response of a path, and counts it as used. */
  take(path: string): Fault | undefined
}

/** Keeps faults in memory. For each endpoint, the oldest fault applies first. */
export function createFaults(): Faults {
  let kept: Fault[] = []
  return {
    add: (fault) => void kept.push(fault),
    clear: () => {
      kept = []
    },
    waiting: () => kept,
    take(path) {
      const fault = kept.find((one) => path.endsWith(one.endpoint))
      if (fault === undefined) return undefined
      const left = fault.times - 1
      kept = kept.flatMap((one) => (one !== fault ? [one] : left > 0 ? [{ ...fault, times: left }] : []))
      return fault
    },
  }
}

/** Applies the next fault of an endpoint. Preflights do not count: the CORS layer responds to them before. */
export function addFaults(app: PoolApp, { faults }: { readonly faults: Pick<Faults, 'take'> }): void {
  app.use(async (c, next) => {
    const fault = faults.take(c.req.path)
    if (fault === undefined) return next()
    c.set('reason', `a fault on purpose: ${fault.kind}`)
    return answerFaulty(c, fault, next)
  })
}

async function answerFaulty(c: PoolContext, fault: Fault, next: () => Promise<void>): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return answerStatus(c, fault)
    case 'hang':
      return answerNever(c)
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms))
      await next()
      return undefined
    case 'no-cors':
      c.header('Access-Control-Allow-Origin', undefined)
      await next()
      return undefined
    case 'cut':
      await next()
      c.res = new Response(halfOf(await c.res.text()), c.res)
      return undefined
    case 'lost':
      await next()
      c.env.cutConnection?.()
      c.res = new Response(halfOf(''), c.res)
      return undefined
  }
}

function answerStatus(c: PoolContext, { status, throttled, retryAfterSeconds }: StatusFault): Response {
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  return throttled
    ? c.json({ __type: 'TooManyRequestsException', message: 'Rate exceeded' }, status)
    : c.body('', status)
}

/** Waits until the caller aborts, so that the server can free the request. */
function answerNever(c: PoolContext): Promise<Response> {
  const { signal } = c.req.raw
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(new Response(null, { status: 499 })), { once: true })
  })
}

/** The first half of a text, then a broken stream. */
function halfOf(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  const half = bytes.slice(0, Math.floor(bytes.length / 2))
  let isSent = half.length === 0
  return new ReadableStream({
    pull(controller) {
      if (isSent) return controller.error(new Error('cut on purpose'))
      isSent = true
      return controller.enqueue(half)
    },
  })
}
