import type { CodePurpose, MailCodes } from '../../users/mail-codes.ts'
import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export const expiredCode = refuse('ExpiredCodeException', 'Invalid code provided, please request a code again.')
export const wrongCode = refuse('CodeMismatchException', 'Invalid verification code provided, please try again.')
const tooManyTries = refuse('LimitExceededException', 'Attempt limit exceeded, please try after some time.')

/** Checks a mailed code. Returns a refusal if it is not correct. A correct code works once. */
export function findCodeFault(
  { mailCodes }: { readonly mailCodes: Pick<MailCodes, 'check'> },
  purpose: CodePurpose,
  sub: string,
  code: string,
): ApiRefusal | undefined {
  switch (mailCodes.check(purpose, sub, code)) {
    case 'fits':
      return undefined
    case 'wrong':
      return wrongCode
    case 'expired':
      return expiredCode
    case 'too-many-tries':
      return tooManyTries
  }
}
