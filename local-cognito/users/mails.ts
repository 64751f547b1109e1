import type { PoolConfig } from '../config/pool-config.ts'
import type { Inbox } from './inbox.ts'
import type { MailCodes } from './mail-codes.ts'
import type { PoolUser } from './user.ts'

export type MailDeps = {
  readonly config: Pick<PoolConfig, 'origin' | 'poolName' | 'emailVerification'>
  readonly mailCodes: Pick<MailCodes, 'make'>
  readonly inbox: Pick<Inbox, 'send'>
}

/** Mails the code after a sign-up, or a link that contains it. The text is not Cognito's. */
export function sendSignUpMail({ mailCodes, inbox, config }: MailDeps, clientId: string, user: PoolUser): void {
  const code = mailCodes.make('sign-up', user.sub)
  const query = new URLSearchParams({ client_id: clientId, user_name: user.username, confirmation_code: code })
  const content = config.emailVerification === 'LINK' ? `${config.origin}/confirmUser?${query}` : code
  inbox.send({ to: user.email, subject: `${config.poolName}: confirm your address`, code: content })
}

/** Mails the code that verifies a changed address. */
export function sendAttributeMail({ mailCodes, inbox, config }: MailDeps, user: PoolUser): void {
  const code = mailCodes.make('attribute', user.sub)
  inbox.send({ to: user.email, subject: `${config.poolName}: verify your address`, code })
}

/** Mails the temporary password of a user whom an administrator created. */
export function sendInvitation({ inbox, config }: Omit<MailDeps, 'mailCodes'>, to: string, password: string): void {
  inbox.send({ to, subject: `${config.poolName}: your temporary password`, code: password })
}

/** Mails the code for a new password. */
export function sendResetMail({ mailCodes, inbox, config }: MailDeps, user: PoolUser): void {
  const code = mailCodes.make('reset', user.sub)
  inbox.send({ to: user.email, subject: `${config.poolName}: a new password`, code })
}
