import { html } from 'hono/html'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Html, PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { Clients } from '../../oauth/clients.ts'
import { navigation } from './navigation.ts'
import { snippets } from './snippets.ts'

export type OverviewDeps = {
  readonly config: Pick<PoolConfig, 'origin' | 'poolId' | 'poolName'>
  readonly issuer: string
  readonly clients: Pick<Clients, 'all'>
}

/** The pool's own overview: its issuer, the registered URLs, and the configuration for other apps. */
export function overviewPage({ config, issuer, clients }: OverviewDeps, text: PageText): PageBody {
  const [client] = clients.all()
  const content = html`${navigation('overview', text)}
    <div class="card">
      <div>
        <h1>${text.poolTitle}</h1>
        <p class="muted">${config.poolName} · <code>${issuer}</code></p>
      </div>
    </div>
    ${clients.all().map((one) => clientCard(one, text))}
    ${client === undefined ? '' : snippetsCard(snippets({ origin: config.origin, issuer, poolId: config.poolId, client }), text)}`
  return { title: text.poolTitle, content, width: 'wide' }
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

function snippetsCard(found: ReturnType<typeof snippets>, text: PageText): Html {
  return html`<div class="card">
    <h2>${text.forApps}</h2>
    ${Object.values(found).map(
      ({ title, lines }) =>
        html`<details>
          <summary>${title}</summary>
          <pre tabindex="0"><code>${lines.join('\n')}</code></pre>
        </details>`,
    )}
  </div>`
}
