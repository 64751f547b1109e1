import { html } from 'hono/html'
import { postForm } from '../../hosted-ui/layout/form.ts'
import type { Html, PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { CsrfToken } from '../../http/csrf-token.ts'
import { faultKinds, faultyEndpoints } from '../../http/faults.ts'
import type { Fault } from '../../http/faults.ts'
import type { ListingView } from './listing-view.ts'
import { navigation } from './navigation.ts'
import { table } from './table.ts'

type FoundFaults = { readonly faults: readonly Fault[]; readonly clockSkewSeconds: number }

/** The faults that are set, and the forms that set them. */
export function faultsPage({ found, csrfToken }: ListingView<FoundFaults>, text: PageText): PageBody {
  const rows = found.faults.map(({ endpoint, kind, times }) => [html`<code>${endpoint}</code>`, kind, String(times)])
  const content = html`${navigation('faults', text)}
    <div class="card">
      <div>
        <h1>${text.faults}</h1>
        <p class="muted">${text.faultsExplained}</p>
      </div>
      ${faultForm(csrfToken, text)}
      <h2>${text.faultsWaiting}</h2>
      ${
        rows.length === 0
          ? html`<p class="muted">${text.noFaults}</p>`
          : html`${table(rows, [text.endpoint, text.kind, text.times])}
            ${action(csrfToken, 'clear-faults', text.clearFaults)}`
      }
    </div>
    <div class="card">
      <h2>${text.actions}</h2>
      <div class="row">
        ${action(csrfToken, 'revoke-all', text.revokeAll)} ${action(csrfToken, 'rotate-keys', text.rotateKeys)}
      </div>
      ${skewForm(csrfToken, found.clockSkewSeconds, text)}
    </div>`
  return { title: text.faults, content, width: 'wide' }
}

function faultForm(csrfToken: CsrfToken, text: PageText): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    ${choice('endpoint', text.endpoint, faultyEndpoints)} ${choice('kind', text.kind, faultKinds)}
    ${numberField('times', text.times, '1')} ${numberField('status', text.faultStatus, '')}
    ${numberField('ms', text.faultMs, '')}
    <button class="primary" type="submit">${text.add}</button>`
  return postForm('/__local/faults', 'fields', csrfToken, fields)
}

function skewForm(csrfToken: CsrfToken, seconds: number, text: PageText): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    ${numberField('clockSkewSeconds', text.clockSkew, String(seconds))}
    <button type="submit">${text.set}</button>`
  return postForm('/__local/settings', 'fields', csrfToken, fields)
}

function action(csrfToken: CsrfToken, name: string, label: string): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    <button class="small" type="submit" name="action" value="${name}">${label}</button>`
  return postForm('/__local/actions', '', csrfToken, fields)
}

function choice(name: string, label: string, values: readonly string[]): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${values.map((value) => html`<option value="${value}">${value}</option>`)}
    </select>
  </div>`
}

function numberField(name: string, label: string, value: string): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" value="${value}" type="text" inputmode="numeric" autocomplete="off" />
  </div>`
}
