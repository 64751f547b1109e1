import type { PoolConfig } from '../../config/pool-config.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

const sentences: Record<PasswordRule, string> = {
  length: 'Password not long enough',
  // UNCONFIRMED. The input's own limit of 256 characters applies before.
  longest: 'Password too long',
  lowercase: 'Password must have lowercase characters',
  uppercase: 'Password must have uppercase characters',
  number: 'Password must have numeric characters',
  symbol: 'Password must have symbol characters',
}

/** Checks a new password against the pool's policy. Names the first rule that it breaks. */
export function findPasswordFault(
  { config }: { readonly config: Pick<PoolConfig, 'passwordPolicy'> },
  password: string,
): ApiRefusal | undefined {
  const [broken] = brokenRules(password, config.passwordPolicy)
  return broken && refuse('InvalidPasswordException', `Password did not conform with policy: ${sentences[broken]}`)
}
