import { html } from 'hono/html'
import type { PageBody } from '../hosted-ui/layout/page.ts'

/** A page that says that something is done, with nothing to do on it. */
export function newsPage(news: string): PageBody {
  return { title: news, content: html`<div class="card"><h1>${news}</h1></div>` }
}
