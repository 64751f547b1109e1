import { useMessages } from '../../i18n/language-context.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

export function Footer() {
  const words = useMessages('primary')
  return (
    <footer className="footer">
      <p>{words.footer}</p>
      <LanguageSwitch />
      <ThemeSwitch />
    </footer>
  )
}
