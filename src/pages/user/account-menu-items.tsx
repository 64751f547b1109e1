import { Link } from 'react-router-dom'
import { accountPath } from '../../config/paths.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import type { AccountMenuItemsProps } from '../../react/later-parts.ts'
import { useSignOut } from '../../react/use-sign-out.ts'
import { Icon } from '../../ui/icon.tsx'
import { doorIcon, peopleIcon, switchIcon } from '../../ui/icon-paths.ts'
import { useOtherAccount } from './use-other-account.ts'

export function AccountMenuItems({ person, close }: AccountMenuItemsProps) {
  const words = useMessages('primary')
  const { otherAccount, signOut: signOutLabel } = useMessages('secondary')
  const signOut = useSignOut()
  const chooseAccount = useOtherAccount()
  return (
    <>
      <p className="menu-person">
        <strong>
          <bdi>{person.name}</bdi>
        </strong>
        <bdi className="muted">{person.email}</bdi>
      </p>
      <Link className="menu-item" to={accountPath} onClick={close}>
        <Icon path={peopleIcon} />
        {words.title}
      </Link>
      <button type="button" className="menu-item" onClick={chooseAccount}>
        <Icon path={switchIcon} />
        {otherAccount}
      </button>
      <button type="button" className="menu-item" onClick={signOut}>
        <Icon path={doorIcon} />
        {signOutLabel}
      </button>
    </>
  )
}
