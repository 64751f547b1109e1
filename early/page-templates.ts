import { afterNextFrame } from '../src/browser/next-frame.ts'
import type { AppConfig } from '../src/config/app-config.ts'
import type { DrawnPage } from '../src/app/handoff.ts'
import { fillTemplate } from './profile-fields.ts'

const root = document.documentElement
const maxStartMs = 8_000

/** Calls back once the HTML with all its templates has been parsed, before a frame is drawn and before the app starts. */
export function whenParsed(work: () => void): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.not-started') === null) return
    observer.disconnect()
    work()
  })
  observer.observe(document, { childList: true, subtree: true })
}

/**
 * Draws a page from its template in the HTML, in the document's language, where the app will be. The template stays for
 * the app, to compare.
 *
 * @returns false if there is no such template
 */
export function drawPage(drawn: DrawnPage, { providerLabels }: AppConfig): boolean {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-page=${drawn.page}][lang=${root.lang}]`)
  if (template === null) return false
  if (drawn.page === 'account') fillTemplate(template.content, drawn.profile, providerLabels)
  root.dataset['firstFrame'] = ''
  appElement()?.append(template.content.cloneNode(true))
  afterNextFrame(() => delete root.dataset['firstFrame'])
  return true
}

/** Removes what drawPage has drawn. */
export function clearPage(): void {
  appElement()?.replaceChildren()
}

/** Applies the styles without a request that the first frame would wait for, and without a <style>, which the policy forbids. */
export function applyStyles(): void {
  const text = document.querySelector<HTMLTemplateElement>('template[data-styles]')?.content.textContent ?? ''
  const styles = new CSSStyleSheet()
  styles.replaceSync(text)
  document.adoptedStyleSheets.push(styles)
}

/** Shows a sentence if the app has not started in time: see between.css. */
export function watchStart(): void {
  setTimeout(() => {
    root.dataset['late'] = ''
  }, maxStartMs)
}

function appElement(): HTMLElement | null {
  return document.getElementById('root')
}
