import { readableStorage } from './readable-storage.ts'
import { trySetItem } from './try-set-item.ts'

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const storageKey = 'toyseven.theme'
const listeners = new Set<() => void>()

/** Applies the theme that the user has chosen before. Runs before the first frame. */
export function applyChosenTheme(): void {
  const chosen = readableStorage(() => localStorage)?.getItem(storageKey)
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen
}

export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Where the storage is full or refused, the choice lasts as long as the page. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  trySetItem(
    readableStorage(() => localStorage),
    storageKey,
    theme,
  )
  for (const listener of listeners) listener()
}

/** Calls back after each choice. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
