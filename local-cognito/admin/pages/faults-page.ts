import { html } from 'hono/html'
import type { FormStamp } from '../../http/csrf-token.ts'
import { faultKinds, faultyEndpoints } from '../../http/faults.ts'
import type { Fault } from '../../http/faults.ts'
import { postForm } from '../../hosted-ui/layout/form.ts'
import type { Html, PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { ListingView } from '../routes.ts'
import { navigation } from './navigation.ts'
import { table } from './table.ts'

type FoundFaults = { readonly faults: readonly Fault[]; readonly clockSkewSeconds: number }

/** What goes wrong on purpose, now and next. */
export function faultsPage({ found, stamp }: ListingView<FoundFaults>, text: PageText): PageBody {
  const rows = found.faults.map(({ endpoint, kind, times }) => [html`<code>${endpoint}</code>`, kind, String(times)])
  const content = html`${navigation('faults', text)}
    <div class="card">
      <div>
        <h1>${text.faults}</h1>
        <p class="muted">${text.faultsExplained}</p>
      </div>
      ${faultForm(stamp, text)}
      <h2>${text.faultsWaiting}</h2>
      ${
        rows.length === 0
          ? html`<p class="muted">${text.noFaults}</p>`
          : html`${table(rows, [text.endpoint, text.kind, text.times])}
            ${action(stamp, 'clear-faults', text.clearFaults)}`
      }
    </div>
    <div class="card">
      <h2>${text.actions}</h2>
      <div class="row">
        ${action(stamp, 'revoke-all', text.revokeAll)} ${action(stamp, 'rotate-keys', text.rotateKeys)}
      </div>
      ${skewForm(stamp, found.clockSkewSeconds, text)}
    </div>`
  return { title: text.faults, content, width: 'medium' }
}

function faultForm(stamp: FormStamp, text: PageText): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    ${choice('endpoint', text.endpoint, faultyEndpoints)} ${choice('kind', text.kind, faultKinds)}
    ${numberField('times', text.times, '1')} ${numberField('status', text.faultStatus, '')}
    ${numberField('ms', text.faultMs, '')}
    <button class="primary" type="submit">${text.add}</button>`
  return postForm('/__local/faults', 'fields', stamp, fields)
}

function skewForm(stamp: FormStamp, seconds: number, text: PageText): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    ${numberField('clockSkewSeconds', text.clockSkew, String(seconds))}
    <button type="submit">${text.set}</button>`
  return postForm('/__local/settings', 'fields', stamp, fields)
}

function action(stamp: FormStamp, name: string, label: string): Html {
  const fields = html`<input type="hidden" name="back" value="faults" />
    <button class="small" type="submit" name="action" value="${name}">${label}</button>`
  return postForm('/__local/actions', '', stamp, fields)
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
