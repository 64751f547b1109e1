import type { PoolParts } from '../parts.ts'
import type { PoolUser } from './user.ts'

/** Mails the code after a sign-up, or a link with it. The words of Cognito's mails are its own; these are not. */
export function sendSignUpMail({ mailCodes, inbox, config }: PoolParts, clientId: string, user: PoolUser): void {
  const code = mailCodes.make('sign-up', user.sub)
  const query = new URLSearchParams({ client_id: clientId, user_name: user.username, confirmation_code: code })
  const content = config.emailVerification === 'LINK' ? `${config.origin}/confirmUser?${query}` : code
  inbox.send({ to: user.email, subject: `${config.poolName}: confirm your address`, code: content })
}

/** Mails the code for a new password. */
export function sendResetMail({ mailCodes, inbox, config }: PoolParts, user: PoolUser): void {
  const code = mailCodes.make('reset', user.sub)
  inbox.send({ to: user.email, subject: `${config.poolName}: a new password`, code })
}
