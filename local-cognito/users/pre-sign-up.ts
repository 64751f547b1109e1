import type { PoolConfig } from '../config/pool-config.ts'

/**
 * The error of a pre-sign-up trigger that refuses an address, as Cognito forwards it. It ends with a full stop and a
 * space. Returns `undefined` if the trigger accepts the address.
 */
export function preSignUpRefusal({ triggers }: Pick<PoolConfig, 'triggers'>, email: string): string | undefined {
  const found = triggers.preSignUpRejections.find(({ emailEndsWith }) =>
    email.toLowerCase().endsWith(emailEndsWith.toLowerCase()),
  )
  return found && `PreSignUp failed with error ${found.message}. `
}
