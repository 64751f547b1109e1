import { html } from 'hono/html'
import type { PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { Mail } from '../../users/inbox.ts'
import type { ListingView } from './listing-view.ts'
import { navigation } from './navigation.ts'
import { table, timeOf } from './table.ts'
import type { Cell } from './table.ts'

/** The mails that Cognito would have sent, newest first. */
export function inboxPage({ found }: ListingView<{ mails: readonly Mail[] }>, text: PageText): PageBody {
  const rows = found.mails.toReversed().map((mail): Cell[] => [timeOf(mail.atMs), mail.to, mail.subject, codeOf(mail)])
  const content = html`${navigation('inbox', text)}
    <div class="card">
      <h1>${text.inbox}</h1>
      ${
        rows.length === 0
          ? html`<p class="muted">${text.inboxEmpty}</p>`
          : table(rows, [text.time, text.email, text.subject, text.code])
      }
    </div>`
  return { title: text.inbox, content, width: 'wide' }
}

function codeOf({ code }: Mail): Cell {
  return code.startsWith('http') ? html`<a href="${code}">${code}</a>` : html`<code>${code}</code>`
}
