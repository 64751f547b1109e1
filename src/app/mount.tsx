import { startTransition, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import type { Language } from '../i18n/language.ts'
import { Shell } from './shell.tsx'

interface MountOptions {
  readonly language: Language
  /** Where the chosen language is stored; null where the browser refuses storage. */
  readonly store: Storage | null
  /** Called once the app is in the page. */
  readonly onMounted: () => void
}

/** The app's element in the page. */
export interface Mount {
  readonly element: HTMLElement
  /** Renders the content and replaces what was there. */
  readonly render: (content: ReactNode) => void
  /** Hydrates the prerendered elements, which must be those that the content renders. */
  readonly hydrate: (content: ReactNode) => void
}

export function createMount({ language, store, onMounted }: MountOptions): Mount {
  const element = document.getElementById('root')
  if (element === null) throw new Error('index.html has no element with the id "root".')
  let root: Root | null = null
  const whole = (content: ReactNode) => (
    <Shell language={language} store={store} onMounted={onMounted}>
      {content}
    </Shell>
  )
  return {
    element,
    render(content) {
      if (root === null) element.replaceChildren()
      root ??= createRoot(element)
      root.render(whole(content))
    },
    hydrate(content) {
      // The page works already: a transition lets the user's input go first.
      startTransition(() => {
        root = hydrateRoot(element, whole(content))
      })
    },
  }
}
