import { useState } from 'react'
import { useAllowedPicture } from '../../react/use-site.ts'
import { initialsOf } from '../../i18n/initials.ts'
import { useHydrated } from '../../react/use-hydrated.ts'

interface AvatarProps {
  readonly name: string
  /** The address of the user's picture; null for none. */
  readonly picture: string | null
  readonly size?: 'small' | 'large'
}

/** The user's picture above the initials, which stay where there is no picture, or it does not load. */
export function Avatar({ name, picture, size = 'small' }: AvatarProps) {
  const [hasFailed, setHasFailed] = useState(false)
  const allowed = useAllowedPicture(picture)
  // The prerendered page has initials only.
  const isShown = useHydrated() && allowed !== null && !hasFailed
  return (
    <span className={`avatar ${size}`} aria-hidden="true">
      <span data-initials="">{initialsOf(name)}</span>
      {isShown && <img src={allowed} alt="" referrerPolicy="no-referrer" onError={() => setHasFailed(true)} />}
    </span>
  )
}
