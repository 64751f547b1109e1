import { useState, type ReactNode } from 'react'
import { useSession } from '../use-session.ts'

interface RequireFreshSignInProps {
  /** In seconds. */
  readonly maxAge: number
  /** Shown to a user who authenticated longer ago. It offers `session.signIn({ maxAge })`. */
  readonly confirm: ReactNode
  readonly children: ReactNode
}

/**
 * Shows its children to a user who has authenticated within the last `maxAge` seconds, by `auth_time` of the checked ID
 * token. Once shown they stay: a form is not taken away while the user fills it in.
 *
 * It starts no sign-in by itself, so a pool that ignores `max_age` causes no loop. It protects no data: the API checks
 * `auth_time` of the access token.
 */
export function RequireFreshSignIn({ maxAge, confirm, children }: RequireFreshSignInProps) {
  const session = useSession()
  const isFresh = session.authAgeMs() <= maxAge * 1000
  const [isShown, setIsShown] = useState(isFresh)
  if (isFresh && !isShown) setIsShown(true)
  return isShown ? children : confirm
}
