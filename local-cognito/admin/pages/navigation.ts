import { html } from 'hono/html'
import type { Html } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'

type Place = 'people' | 'inbox' | 'requests' | 'faults'

/** The way between the pool's own pages. */
export function navigation(here: Place | 'overview', text: PageText): Html {
  const places: [Place | 'overview', string][] = [
    ['overview', text.poolTitle],
    ['people', text.people],
    ['inbox', text.inbox],
    ['requests', text.requests],
    ['faults', text.faults],
  ]
  const links = places.map(
    ([place, name]) =>
      html`<a href="/__local/${place === 'overview' ? '' : place}" ${place === here ? html`aria-current="page"` : ''}
        >${name}</a
      > `,
  )
  return html`<nav class="links">${links}</nav>`
}
