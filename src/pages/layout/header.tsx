import { Link, useLocation } from 'react-router-dom'
import { accountPath } from '../../config/paths.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { useSession } from '../../react/use-session.ts'
import { Mark } from '../../ui/mark.tsx'
import { AccountMenu } from '../user/account-menu.tsx'
import { useAppName } from '../../react/use-site.ts'

export function Header() {
  const words = useMessages('primary')
  const session = useSession()
  const isWaiting = session.status === 'signed-in' && session.renewal === 'waiting'
  return (
    <header className="header">
      <Link className="name" to="/">
        <Mark />
        <span>{useAppName()}</span>
      </Link>
      <nav className="nav" aria-label={words.mainMenu}>
        <NavLink to="/">{words.home}</NavLink>
        <NavLink to={accountPath}>{words.title}</NavLink>
      </nav>
      {session.status === 'signed-in' && <AccountMenu person={session.person} />}
      <div className="banner" role="status">
        {isWaiting && <p className="notice warning">{words.reconnecting}</p>}
      </div>
    </header>
  )
}

function NavLink({ to, children }: { readonly to: string; readonly children: string }) {
  const isCurrent = useLocation().pathname.replace(/(.)\/$/, '$1') === to
  return (
    <Link to={to} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </Link>
  )
}
