import { html } from 'hono/html'
import type { PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { LoggedRequest } from '../../http/request-log.ts'
import type { ListingView } from './listing-view.ts'
import { navigation } from './navigation.ts'
import { table, timeOf } from './table.ts'
import type { Cell } from './table.ts'

/** The latest requests, newest first, each with the reason if the pool refused it. */
export function requestsPage({ found }: ListingView<{ requests: readonly LoggedRequest[] }>, text: PageText): PageBody {
  const rows = found.requests
    .toReversed()
    .map((request): Cell[] => [
      timeOf(request.atMs),
      request.method,
      html`<code>${request.path}</code>`,
      String(request.status),
      request.reason ?? '',
    ])
  const content = html`${navigation('requests', text)}
    <div class="card">
      <h1>${text.requests}</h1>
      ${
        rows.length === 0
          ? html`<p class="muted">${text.requestsEmpty}</p>`
          : table(rows, [text.time, text.method, text.endpoint, text.status, text.reason])
      }
    </div>`
  return { title: text.requests, content, width: 'wide' }
}
