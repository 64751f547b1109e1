import { AuthError } from '../auth-error.ts'
import type { Problem } from '../problem.ts'

/** What to do after a callback that did not sign the user in. */
export type CallbackFollowUp =
  /** This tab did not start it, or it was already answered. Says nothing about who is signed in. */
  | { readonly kind: 'ignore' }
  /** The user has come Back to the hosted UI and has signed in there once more, maybe as another user. */
  | { readonly kind: 'signed-in-again' }
  /** The first sign-in after an account was linked: the same sign-in will work now. */
  | { readonly kind: 'start-again'; readonly provider: string | undefined }
  /** The code may still be unused: the same callback can be processed again. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'fail' }

/** Thrown by `signinCallback`. */
export class CallbackError extends AuthError {
  readonly followUp: CallbackFollowUp
  readonly returnTo: string

  constructor(problem: Problem, followUp: CallbackFollowUp, returnTo = '/') {
    super(problem)
    this.followUp = followUp
    this.returnTo = returnTo
  }
}
