import { parseArgs } from 'node:util'
import { lookAt } from './look.ts'
import type { Verdict } from './look.ts'
import { startOwnPool } from './own-pool.ts'
import { formUser, screenUser } from './form-user.ts'
import type { Target } from './target.ts'

const help = `Checks a user pool from outside and prints where it differs from what the local pool imitates.

  npm run test:pool                       checks the local pool
  npm run test:pool -- --domain https://<prefix>.auth.<region>.amazoncognito.com \\
    --issuer https://cognito-idp.<region>.amazonaws.com/<pool id> --client-id <id> [options]

  --redirect-uri <uri>       a registered callback URL (default http://localhost:3000/callback)
  --logout-uri <uri>         a registered sign-out URL (default http://localhost:3000)
  --secret-client-id <id>    a client of the pool that has a secret
  --username, --password     a user to sign in as, if the pages work without JavaScript
  --paste                    asks you to sign in in a browser and to paste the callback URL, some ten times
  --help                     this text

It creates no account and changes none. The tokens that it gets are revoked or expire.
`

/** @returns the exit code: 0 if no row differs, 1 if a row differs, 2 if an option is missing */
export async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.info(help)
    return 0
  }
  const { target, close } =
    args.length === 0 ? await startOwnPool() : { target: readTarget(args), close: async () => {} }
  if (typeof target === 'string') {
    console.error(`${target}\n\n${help}`)
    return 2
  }
  const counts = { same: 0, differs: 0, 'not tried': 0 }
  for await (const verdict of lookAt(target)) {
    counts[verdict.is] += 1
    console.info(lineOf(verdict))
  }
  console.info(`\n${counts.same} the same, ${counts.differs} differ, ${counts['not tried']} not tried`)
  await close()
  return counts.differs === 0 ? 0 : 1
}

function lineOf({ row, is, found }: Verdict): string {
  const sign = { same: '✓', differs: '✗', 'not tried': '-' }[is]
  return `${sign} ${String(row.row).padStart(2)} ${row.mark.padEnd(11)} ${row.title}${found === '' ? '' : ` (${found})`}`
}

function readTarget(args: string[]): Target | string {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      domain: text,
      issuer: text,
      'client-id': text,
      'secret-client-id': text,
      username: text,
      password: text,
      'redirect-uri': { ...text, default: 'http://localhost:3000/callback' },
      'logout-uri': { ...text, default: 'http://localhost:3000' },
      paste: { type: 'boolean', default: false },
    },
  })
  const { domain, issuer, 'client-id': clientId, 'secret-client-id': secretClientId, username, password } = values
  if (domain === undefined || issuer === undefined || clientId === undefined)
    return 'It needs --domain, --issuer and --client-id.'
  const hasPassword = username !== undefined && password !== undefined
  return {
    domain,
    issuer,
    clientId,
    redirectUri: values['redirect-uri'],
    logoutUri: values['logout-uri'],
    ...(secretClientId === undefined ? {} : { secretClientId }),
    person: values.paste ? screenUser : hasPassword ? formUser(domain, username, password) : null,
    fetch: (request) => fetch(request),
  }
}
