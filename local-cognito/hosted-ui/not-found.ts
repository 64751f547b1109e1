import { html } from 'hono/html'
import type { PoolContext, PoolParts } from '../parts.ts'
import { answerPage } from './layout/page.ts'

/** Answers for a path that is not there, with the way to the overview. */
export function answerNotFound(c: PoolContext, pool: PoolParts): Promise<Response> {
  c.set('reason', 'no such path')
  return answerPage(c, pool, 404, (text) => ({
    title: text.notFoundTitle,
    content: html`<div class="card">
      <h1>${text.notFoundTitle}</h1>
      <p><a href="/__local/">${text.poolTitle}</a></p>
    </div>`,
  }))
}
