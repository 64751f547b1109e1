import * as v from 'valibot'
import { flag, oneOf, text } from '../config/checks.ts'
import type { Faults } from '../http/faults.ts'
import { generatePoolKeys } from '../oauth/keys.ts'
import type { RefreshTokens } from '../oauth/refresh-tokens.ts'
import type { Signing } from '../oauth/signing.ts'
import type { Users } from '../users/users.ts'

/** The actions that take effect immediately. */
export const actionSchema = v.variant('action', [
  v.strictObject({ action: oneOf(['revoke-all', 'rotate-keys', 'clear-faults', 'reset']) }),
  v.strictObject({ action: v.literal('set-enabled'), email: text, isEnabled: flag }),
])

export type Action = v.InferOutput<typeof actionSchema>

export type ActionDeps = {
  readonly refreshTokens: Pick<RefreshTokens, 'revokeAll'>
  readonly signing: Pick<Signing, 'replace'>
  readonly faults: Pick<Faults, 'clear'>
  readonly users: Pick<Users, 'all' | 'change'>
  /** Takes the pool back to its configuration. Keeps the signing keys and the request log. */
  readonly reset: () => void
}

/**
 * Runs an action. Returns `false` if no user has the address. A local user and a user from Google with the same address
 * are both changed.
 */
export async function runAction(pool: ActionDeps, action: Action): Promise<boolean> {
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
    case 'reset':
      pool.reset()
      return true
    case 'set-enabled':
      return setEnabled(pool, action.email, action.isEnabled)
  }
}

function setEnabled({ users }: Pick<ActionDeps, 'users'>, email: string, isEnabled: boolean): boolean {
  const named = users.all().filter((user) => user.email.toLowerCase() === email.toLowerCase())
  for (const user of named) users.change(user, { isEnabled })
  return named.length > 0
}
