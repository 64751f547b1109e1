import { html } from 'hono/html'
import type { AppClient, PoolConfig } from '../config/config.ts'
import type { LoggedRequest } from '../http/request-log.ts'
import { nameInItsLanguage } from './page.ts'
import type { Html, PageBody } from './page.ts'
import type { PageText } from './text.ts'

/** The pool's own overview: who is in it, which URLs are registered, what was asked of it. */
export function localPage(
  config: PoolConfig,
  issuer: string,
  requests: readonly LoggedRequest[],
  text: PageText,
): PageBody {
  const content = html`<div class="card">
      <div>
        <h1>${text.poolTitle}</h1>
        <p class="muted">${config.poolName} · <code>${issuer}</code></p>
      </div>
      <h2>${text.people}</h2>
      ${peopleTable(config, text)}
      <h2>${text.googleAccounts}</h2>
      ${table(config.googleAccounts.map((account) => [nameInItsLanguage(account.name), account.email]))}
    </div>
    ${config.clients.map((client) => clientCard(client, text))}
    <div class="card">
      <h2>${text.requests}</h2>
      ${table(requests.toReversed().map(requestRow))}
    </div>`
  return { title: text.poolTitle, content, width: 'wide' }
}

function peopleTable(config: PoolConfig, text: PageText): Html {
  const headings = [text.people, text.email, text.password, text.groups]
  const rows = config.people.map((person) => [
    nameInItsLanguage(person.name),
    person.email,
    html`<code>${person.password}</code>`,
    person.groups.join(', '),
  ])
  return table(rows, headings)
}

function clientCard(client: AppClient, text: PageText): Html {
  return html`<div class="card">
    <h2>${client.name} <code>${client.id}</code></h2>
    <dl>
      <dt>${text.callbackUrls}</dt>
      ${client.callbackUrls.map((url) => html`<dd><code>${url}</code></dd> `)}
      <dt>${text.signOutUrls}</dt>
      ${client.signOutUrls.map((url) => html`<dd><code>${url}</code></dd> `)}
    </dl>
  </div>`
}

function requestRow(request: LoggedRequest): (string | Html)[] {
  const time = new Date(request.atMs).toISOString().slice(11, 19)
  return [time, request.method, html`<code>${request.path}</code>`, String(request.status), request.reason ?? '']
}

function table(rows: readonly (readonly (string | Html)[])[], headings: readonly string[] = []): Html {
  const head =
    headings.length === 0
      ? ''
      : html`<thead>
          <tr>
            ${headings.map((one) => html`<th scope="col">${one}</th>`)}
          </tr>
        </thead>`
  // A wide table scrolls inside its own box, which the keyboard must reach.
  return html`<div class="scroll" tabindex="0" role="group">
    <table>
      ${head}
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
