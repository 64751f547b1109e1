import { useSyncExternalStore } from 'react'
import { chooseTheme, currentTheme, onThemeChange, type Theme } from '../../browser/theme.ts'
import { useMessages } from '../../i18n/language-context.tsx'

const themes: readonly Theme[] = ['system', 'light', 'dark']

export function ThemeSwitch() {
  const words = useMessages('primary')
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => 'system' as const)
  return (
    <div className="theme-switch" role="group" aria-label={words.theme}>
      {themes.map((name) => (
        <button key={name} type="button" aria-pressed={name === theme} onClick={() => chooseTheme(name)}>
          {words.themes[name]}
        </button>
      ))}
    </div>
  )
}
