import * as v from 'valibot'
import { flag, oneOf, text } from '../config/checks.ts'
import { generatePoolKeys } from '../oauth/keys.ts'
import type { PoolParts } from '../parts.ts'

/** What can be done to a pool at once. */
export const actionSchema = v.variant('action', [
  v.strictObject({ action: oneOf(['revoke-all', 'rotate-keys', 'clear-faults']) }),
  v.strictObject({ action: v.literal('set-enabled'), email: text, isEnabled: flag }),
])

export type Action = v.InferOutput<typeof actionSchema>

/** Does it; `false` if nobody has the address. Local people and those from Google with one address go together. */
export async function act(pool: PoolParts, action: Action): Promise<boolean> {
  switch (action.action) {
    case 'revoke-all':
      pool.refreshTokens.revokeAll()
      return true
    case 'rotate-keys':
      await pool.signing.replace(await generatePoolKeys())
      return true
    case 'clear-faults':
      pool.faults.clear()
      return true
    case 'set-enabled':
      return setEnabled(pool, action.email, action.isEnabled)
  }
}

function setEnabled({ users }: PoolParts, email: string, isEnabled: boolean): boolean {
  const named = users.all().filter((user) => user.email.toLowerCase() === email.toLowerCase())
  for (const user of named) users.change(user, { isEnabled })
  return named.length > 0
}
