import { html } from 'hono/html'
import type { AppClient } from '../../config/client-config.ts'
import type { Mismatch } from '../../oauth/authorize/mismatch.ts'
import type { Html, PageBody } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import { nearestDifference } from './difference.ts'
import type { Difference } from './difference.ts'

/** A URL that is not registered, and what the pool compared it with. */
export type Comparison = {
  readonly mismatch: Mismatch
  readonly client: AppClient | undefined
  readonly allClients: readonly AppClient[]
}

/** Cognito's error page: one sentence and the error code. This one shows the registered URLs too. */
export function errorPage(message: string, comparison: Comparison | null, text: PageText): PageBody {
  const content = html`<div class="card">
    <h1>${text.errorTitle}</h1>
    <p class="notice" role="alert">${message}</p>
    ${comparison === null ? '' : comparisonBlock(comparison, text)}
  </div>`
  return { title: text.errorTitle, content, width: comparison === null ? 'narrow' : 'medium' }
}

function comparisonBlock({ mismatch, client, allClients }: Comparison, text: PageText): Html {
  if (client === undefined) {
    const ids = allClients.map((one) => one.id)
    return html`<p>${text.unknownClient(mismatch.clientId || text.nothing)}</p>
      ${codeList(ids)}`
  }
  if (!client.allowedOAuthFlowsUserPoolClient) return html`<p>${text.oauthIsOff(client.name)}</p>`
  const urls = mismatch.kind === 'callback' ? client.callbackUrls : client.signOutUrls
  const difference = mismatch.url === '' ? undefined : nearestDifference(mismatch.url, urls)
  return html`<p>${text.compareExplained[mismatch.kind](client.name)}</p>
    ${difference === undefined ? plainLists(mismatch.url, urls, text) : comparedUrls(difference, urls, text)}
    <p class="muted">${text.whereToRegister[mismatch.kind]}</p>`
}

function plainLists(url: string, urls: readonly string[], text: PageText): Html {
  return html`<dl>
    <dt>${text.received}</dt>
    <dd><code>${url || text.nothing}</code></dd>
    <dt>${text.registered}</dt>
    <dd>${urls.length === 0 ? text.nothing : codeList(urls)}</dd>
  </dl>`
}

/** Shows the URLs one above the other, so that the difference is easy to see, and describes it in a sentence. */
function comparedUrls(difference: Difference, urls: readonly string[], text: PageText): Html {
  const nearest = difference.registered.join('')
  const others = urls.filter((url) => url !== nearest)
  return html`<dl class="compare">
      <dt>${text.received}</dt>
      <dd>${marked(difference.received, difference.registered, text)}</dd>
      <dt>${text.registered}</dt>
      <dd>${marked(difference.registered, difference.received, text)}</dd>
      ${others.map((url) => html`<dd><code>${url}</code></dd> `)}
    </dl>
    <p><strong>${describeDifference(difference, text)}</strong></p>`
}

/** Marks the part that differs. If one URL lacks it, marks the gap. */
function marked(
  [start, differs, end]: readonly [string, string, string],
  [, opposite]: readonly [string, string, string],
  text: PageText,
): Html {
  const gap = opposite === '' ? '' : html`<mark class="gap" title="${text.nothing}"></mark>`
  return html`<code>${start}${differs === '' ? gap : html`<mark>${differs}</mark>`}${end}</code>`
}

function describeDifference({ kind, received, registered }: Difference, text: PageText): string {
  const [start, ours] = received
  const theirs = registered[1]
  const place = text.fromCharacter(start.length + 1)
  const quoted = (part: string) => (part === '' ? text.nothing : `“${part}”`)
  return `${text.differences[kind]} ${place} ${text.insteadOf(quoted(ours), quoted(theirs))}`
}

function codeList(values: readonly string[]): Html {
  return html`<ul>
    ${values.map((value) => html`<li><code>${value}</code></li> `)}
  </ul>`
}
