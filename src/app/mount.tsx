import { startTransition, useEffect, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { LanguageProvider } from '../i18n/language-context.tsx'
import type { Language } from '../i18n/languages.ts'
import { watchChanges } from './drawn-page.ts'

interface ShellProps {
  readonly language: Language
  /** Where the chosen language is stored; null where the browser refuses storage. */
  readonly store: Storage | null
  /** Called once the content is in the page and handles input. */
  readonly onMounted: () => void
  readonly children: ReactNode
}

/** The app's element in the page. */
export interface Mount {
  readonly element: HTMLElement
  /** Renders the content and replaces what was there. */
  readonly render: (content: ReactNode) => void
  /**
   * Hydrates the prerendered elements, which must be those that the content renders. If an extension or a translation has
   * changed them before, React renders the content anew: that is no error of this app, and is not reported.
   */
  readonly hydrate: (content: ReactNode, template: DocumentFragment) => void
}

export function createMount(shell: Omit<ShellProps, 'children'>): Mount {
  const element = document.getElementById('root')
  if (element === null) throw new Error('index.html has no element with the id "root".')
  let root: Root | null = null
  return {
    element,
    render(content) {
      if (root === null) element.replaceChildren()
      root ??= createRoot(element)
      root.render(<Shell {...shell}>{content}</Shell>)
    },
    hydrate(content, template) {
      const isChanged = watchChanges(element, template)
      // The page works already: a transition lets the user's input go first.
      startTransition(() => {
        root = hydrateRoot(element, <Shell {...shell}>{content}</Shell>, {
          // Called in the task of React's own changes, which a MutationObserver has not reported yet.
          onRecoverableError: (error) => (isChanged() ? undefined : reportError(error)),
        })
      })
    },
  }
}

/** Surrounds everything that the app shows. React can hydrate a prerendered page only with the same elements around it. */
export function Shell({ language, store, onMounted, children }: ShellProps) {
  return (
    <LanguageProvider initial={language} store={store}>
      {children}
      <Mounted onMounted={onMounted} />
    </LanguageProvider>
  )
}

function Mounted({ onMounted }: Pick<ShellProps, 'onMounted'>) {
  useEffect(onMounted, [onMounted])
  return null
}
