import { html } from 'hono/html'
import type { Html } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'

type PageName = 'people' | 'inbox' | 'requests' | 'faults'

/** The links between the pool's own pages. */
export function navigation(current: PageName | 'overview', text: PageText): Html {
  const pages: [PageName | 'overview', string][] = [
    ['overview', text.poolTitle],
    ['people', text.people],
    ['inbox', text.inbox],
    ['requests', text.requests],
    ['faults', text.faults],
  ]
  const links = pages.map(
    ([page, title]) =>
      html`<a href="/__local/${page === 'overview' ? '' : page}" ${page === current ? html`aria-current="page"` : ''}
        >${title}</a
      > `,
  )
  return html`<nav class="links">${links}</nav>`
}
