import type { ReactNode } from 'react'
import { useSession } from '../use-session.ts'

interface RequireGroupProps {
  /** A group of the user pool. */
  readonly group: string
  /** Shown to users who are not in it. */
  readonly forbidden: ReactNode
  readonly children: ReactNode
}

/**
 * Shows its children to members of a group: a claim of the checked ID token, `cognito:groups`. It hides what a user cannot
 * use, and protects no data: anyone can change what runs in their browser. The API checks the group of the access token.
 */
export function RequireGroup({ group, forbidden, children }: RequireGroupProps) {
  const session = useSession()
  const isMember = session.status === 'signed-in' && session.person.groups.includes(group)
  return isMember ? children : forbidden
}
