import { html } from 'hono/html'
import type { PoolContext } from '../http/context.ts'
import { answerPage } from './layout/page.ts'
import type { PageDeps } from './layout/page.ts'

/** Responds with status 404 and a link to the overview. */
export function answerNotFound(c: PoolContext, pool: PageDeps): Promise<Response> {
  c.set('reason', 'no such path')
  return answerPage(c, pool, 404, (text) => ({
    title: text.notFoundTitle,
    content: html`<div class="card">
      <h1>${text.notFoundTitle}</h1>
      <p><a href="/__local/">${text.poolTitle}</a></p>
    </div>`,
  }))
}
