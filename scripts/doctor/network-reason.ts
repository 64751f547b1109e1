/** Why there was no answer: not a matter of the pool's settings. */
export type NetworkReason = 'dns' | 'refused' | 'tls' | 'timeout' | 'busy' | 'interrupted'

interface Reason {
  /** After the host, e.g. `example.com: ` */
  readonly message: string
  readonly fix: string
}

export const networkReasons: Readonly<Record<NetworkReason, Reason>> = {
  dns: {
    message: 'the host name cannot be resolved (DNS)',
    fix: 'Check the network and the spelling of the host in .env; a new domain can take up to an hour to be known.',
  },
  refused: {
    message: 'nothing accepts the connection',
    fix: 'Check the network, the port in .env, and for the local pool that `npm run local-cognito` runs.',
  },
  tls: {
    message: 'the TLS connection fails',
    fix: 'Check the certificate of that host, this machine’s clock, and NODE_EXTRA_CA_CERTS if a proxy replaces certificates.',
  },
  timeout: { message: 'no answer in time', fix: 'Check the network, a proxy or a firewall, and run the doctor again.' },
  busy: { message: 'the server is busy or fails', fix: 'Wait a moment and run the doctor again.' },
  interrupted: { message: 'the connection broke', fix: 'Check the network and run the doctor again.' },
}

/** Reads the error that `fetch` of Node.js rejects with: the code is in its cause, or in the cause's first error. */
export function networkReasonOf(error: unknown): { readonly reason: NetworkReason; readonly detail: string } {
  const detail = codeOf(error)
  return { reason: reasonOf(detail), detail }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return error.cause === undefined ? error.message : codeOf(error.cause)
}

function reasonOf(code: string): NetworkReason {
  if (/^(ENOTFOUND|EAI_\w+)$/.test(code)) return 'dns'
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'refused'
  if (/timeout|ETIMEDOUT|_TIMEOUT$/i.test(code)) return 'timeout'
  return /CERT|TLS|SSL|EPROTO/.test(code) ? 'tls' : 'interrupted'
}
