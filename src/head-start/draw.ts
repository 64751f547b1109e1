import { afterNextFrame } from '../frames.ts'
import type { Drawn } from './begun.ts'
import { fillIn } from './person-facts.ts'

const root = document.documentElement
const longestStartMs = 8_000

/** Calls back once every template of the HTML is here, and what stands behind them; before a frame and before the app. */
export function whenParsed(work: () => void): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.not-started') === null) return
    observer.disconnect()
    work()
  })
  observer.observe(document, { childList: true, subtree: true })
}

/**
 * Puts the page where the app will be, in the language of the document. Each stands in the HTML as a template.
 *
 * @returns false if this one does not
 */
export function drawPage(drawn: Drawn): boolean {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-page=${drawn.page}][lang=${root.lang}]`)
  if (template === null) return false
  if (drawn.page === 'account') fillIn(template.content, drawn.facts)
  root.dataset['firstFrame'] = ''
  appPlace()?.append(template.content)
  afterNextFrame(() => delete root.dataset['firstFrame'])
  return true
}

/** Takes away what drawPage has put there. */
export function clearPage(): void {
  appPlace()?.replaceChildren()
}

/** Without a request that the first frame would wait for, and without a style inside the HTML, which the policy forbids. */
export function wearStyles(): void {
  const text = document.querySelector<HTMLTemplateElement>('template[data-styles]')?.content.textContent ?? ''
  const styles = new CSSStyleSheet()
  styles.replaceSync(text)
  document.adoptedStyleSheets.push(styles)
}

/** Says so where the app does not come: see between.css. */
export function watchStart(): void {
  setTimeout(() => {
    root.dataset['late'] = ''
  }, longestStartMs)
}

function appPlace(): HTMLElement | null {
  return document.getElementById('root')
}
