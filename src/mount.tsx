import { startTransition, useEffect, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { LanguageProvider } from './text/language-context.tsx'
import type { Language } from './text/language.ts'

interface MountOptions {
  readonly language: Language
  /** Where a chosen language is kept; null where nothing can be. */
  readonly store: Storage | null
  /** True if the landing page that stands in the HTML is what the visitor sees. */
  readonly showsLanding: boolean
}

/** The place of the app in the page. */
export interface Mount {
  readonly element: HTMLElement
  /** Puts it there, in the place of what was there before. */
  readonly show: (content: ReactNode) => void
}

export function createMount({ language, store, showsLanding }: MountOptions): Mount {
  const element = takeRoot(language, showsLanding)
  let root: Root | null = null
  const show = (content: ReactNode) => {
    const whole = (
      <LanguageProvider initial={language} store={store}>
        {content}
        <Here />
      </LanguageProvider>
    )
    if (root === null && element.hasChildNodes()) {
      // It works already: nothing that somebody does there has to wait until React is through.
      startTransition(() => {
        root = hydrateRoot(element, whole)
      })
      return
    }
    root ??= createRoot(element)
    root.render(whole)
  }
  return { element, show }
}

/**
 * The landing page may stand in the HTML already, once for each language: see tools/first-paint.ts. Where it is what
 * the visitor sees, React takes over the very same elements; else it begins with nothing.
 */
function takeRoot(language: Language, showsLanding: boolean): HTMLElement {
  const drawn = [...document.querySelectorAll<HTMLElement>('[data-prerendered]')]
  const own = drawn.find((block) => block.dataset['prerendered'] === language) ?? document.getElementById('root')
  if (own === null) throw new Error('index.html has no element with the id "root".')
  for (const other of drawn) if (other !== own) other.remove()
  own.id = 'root'
  if (!showsLanding) own.replaceChildren()
  delete own.dataset['prerendered']
  return own
}

/** From now on the app does what the script inside the HTML did. */
function Here() {
  useEffect(() => {
    document.documentElement.dataset['app'] = 'here'
  }, [])
  return null
}
