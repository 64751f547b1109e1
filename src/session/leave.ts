import type { Parts } from './parts.ts'
import type { Problem } from './problem.ts'
import type { SessionUser } from './session-user.ts'

type Whose = Pick<Parts, 'current' | 'users' | 'drafts' | 'marker'>

/** Signed out, here or in another tab, or somebody else has signed in: the page first, then the storage. */
export function forget(
  { current, users, drafts }: Whose,
  user: SessionUser | null,
  after: 'sign-out' | 'other-person',
): void {
  current.nobody(after)
  drafts.keepOnly(null)
  if (user !== null) users.drop(user)
}

/** Cognito keeps the session no longer. The page says why, and what was typed stays for the next sign-in. */
export function endSession({ current, users, marker }: Whose, user: SessionUser, problem: Problem): void {
  marker.end(user)
  current.end(problem)
  users.drop(user)
}
