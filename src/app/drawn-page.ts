import type { Language } from '../i18n/languages.ts'
import type { DrawnPage } from './handoff.ts'

/**
 * Takes the templates of the pages out of the document, since one of them holds the user's data.
 *
 * @returns what the page was drawn from, as it was drawn; null if none was
 */
export function takeTemplate(drawn: DrawnPage | null, language: Language): DocumentFragment | null {
  let taken: DocumentFragment | null = null
  for (const template of document.querySelectorAll<HTMLTemplateElement>('template[data-page]')) {
    if (template.dataset['page'] === drawn?.page && template.lang === language) taken = template.content
    template.remove()
  }
  return taken
}

/**
 * Watches the elements that were drawn from a template.
 *
 * @returns a function that tells whether they have been changed up to the current task. Until React has hydrated them,
 * only an extension or a translation does that.
 */
export function watchChanges(element: HTMLElement, template: DocumentFragment): () => boolean {
  const drawn = [...template.childNodes]
  const present = [...element.childNodes]
  let isChanged = present.length !== drawn.length || !drawn.every((node, at) => node.isEqualNode(present[at] ?? null))
  const observer = new MutationObserver(() => {
    isChanged = true
    observer.disconnect()
  })
  observer.observe(element, { childList: true, characterData: true, subtree: true })
  return () => isChanged
}
