import { html } from 'hono/html'
import type { AppClient } from '../config/config.ts'
import type { Mismatch } from '../parts.ts'
import type { Html, PageBody } from './page.ts'
import type { PageText } from './text.ts'

/** A redirect URI that was refused, beside what it was compared with. */
export type Comparison = {
  readonly mismatch: Mismatch
  readonly client: AppClient | undefined
  readonly allClients: readonly AppClient[]
}

/** Cognito's error page: its one sentence and the error's word; here, also what would have fitted. */
export function errorPage(word: string, comparison: Comparison | null, text: PageText): PageBody {
  const content = html`<div class="card">
    <h1>${text.errorTitle}</h1>
    <p class="notice" role="alert">${word}</p>
    ${comparison === null ? '' : comparisonBlock(comparison, text)}
  </div>`
  return { title: text.errorTitle, content }
}

function comparisonBlock({ mismatch, client, allClients }: Comparison, text: PageText): Html {
  if (client === undefined) {
    const ids = allClients.map((one) => one.id)
    return html`<p>${text.unknownClient(mismatch.clientId || text.nothing)}</p>
      ${codeList(ids)}`
  }
  return html`<p>${text.compareExplained(client.name)}</p>
    <dl>
      <dt>${text.received}</dt>
      <dd><code>${mismatch.redirectUri || text.nothing}</code></dd>
      <dt>${text.registered}</dt>
      <dd>${codeList(client.callbackUrls)}</dd>
    </dl>`
}

function codeList(values: readonly string[]): Html {
  return html`<ul>
    ${values.map((value) => html`<li><code>${value}</code></li> `)}
  </ul>`
}
