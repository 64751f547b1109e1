import type { PoolConfig } from '../config/pool-config.ts'

/**
 * What a pre-sign-up trigger says against an address, as Cognito passes it on, full stop and space at the end included;
 * `undefined` if it says nothing.
 */
export function preSignUpRefusal({ triggers }: Pick<PoolConfig, 'triggers'>, email: string): string | undefined {
  const found = triggers.preSignUpRejections.find(({ emailEndsWith }) =>
    email.toLowerCase().endsWith(emailEndsWith.toLowerCase()),
  )
  return found && `PreSignUp failed with error ${found.message}. `
}
