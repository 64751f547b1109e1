import { authorizeRows } from './rows-authorize.ts'
import { discoveryRows } from './rows-discovery.ts'
import { logoutRows } from './rows-logout.ts'
import { signedInRows } from './rows-signed-in.ts'
import { tokenRows } from './rows-token.ts'
import { Differs } from './row.ts'
import type { Row } from './row.ts'
import type { Target } from './target.ts'

export type Verdict = {
  readonly row: Row
  readonly is: 'same' | 'differs' | 'not tried'
  /** The difference, or which of two readings the pool follows. */
  readonly found: string
}

const rows = [...discoveryRows, ...authorizeRows, ...tokenRows, ...logoutRows, ...signedInRows]

/** Checks a pool from outside, one row after the other. Throws every error other than `Differs`. */
export async function* lookAt(target: Target): AsyncGenerator<Verdict> {
  for (const row of rows) yield await judge(row, target)
}

async function judge(row: Row, target: Target): Promise<Verdict> {
  if (row.needs === 'sign-in' && target.person === null) return { row, is: 'not tried', found: 'no user to sign in as' }
  if (row.needs === 'secret-client' && target.secretClientId === undefined) {
    return { row, is: 'not tried', found: 'no client with a secret' }
  }
  try {
    return { row, is: 'same', found: (await row.check(target)) ?? '' }
  } catch (error) {
    if (error instanceof Differs) return { row, is: 'differs', found: error.message }
    throw error
  }
}
