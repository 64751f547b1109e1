import { startTransition, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { Shell } from './shell.tsx'
import type { Language } from './text/language.ts'

interface MountOptions {
  readonly language: Language
  /** Where a chosen language is kept; null where nothing can be. */
  readonly store: Storage | null
  /** Called once the app is in the page. */
  readonly onHere: () => void
}

/** The place of the app in the page. */
export interface Mount {
  readonly element: HTMLElement
  /** Puts it there, in the place of what was there before. */
  readonly show: (content: ReactNode) => void
  /** Takes over what stands there already, element by element, if it is the same that `content` makes. */
  readonly takeOver: (content: ReactNode) => void
}

export function createMount({ language, store, onHere }: MountOptions): Mount {
  const element = document.getElementById('root')
  if (element === null) throw new Error('index.html has no element with the id "root".')
  let root: Root | null = null
  const whole = (content: ReactNode) => (
    <Shell language={language} store={store} onHere={onHere}>
      {content}
    </Shell>
  )
  return {
    element,
    show(content) {
      if (root === null) element.replaceChildren()
      root ??= createRoot(element)
      root.render(whole(content))
    },
    takeOver(content) {
      // It works already: nothing that somebody does there has to wait until React is through.
      startTransition(() => {
        root = hydrateRoot(element, whole(content))
      })
    },
  }
}
