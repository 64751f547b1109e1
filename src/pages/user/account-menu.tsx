import { use, useRef, useState } from 'react'
import type { UserProfile } from '../../auth/store/user-profile.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { LaterPartsContext } from '../../react/later-parts.ts'
import { Avatar } from './avatar.tsx'

/** Who is signed in, and what that user can do. The browser closes the menu on Escape and on a click beside it. */
export function AccountMenu({ person }: { readonly person: UserProfile }) {
  const words = useMessages('primary')
  const parts = use(LaterPartsContext)
  const menu = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const close = () => menu.current?.hidePopover()
  return (
    <>
      <button
        type="button"
        className="menu-button"
        aria-label={words.accountMenu}
        aria-expanded={isOpen}
        onClick={() => menu.current?.togglePopover()}
      >
        <Avatar name={person.name} picture={person.picture} />
      </button>
      <div className="menu" ref={menu} popover="auto" onBeforeToggle={({ newState }) => setIsOpen(newState === 'open')}>
        {isOpen && parts !== null && <parts.AccountMenuItems person={person} close={close} />}
      </div>
    </>
  )
}
