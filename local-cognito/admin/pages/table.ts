import { html } from 'hono/html'
import type { Html } from '../../hosted-ui/layout/page.ts'

export type Cell = string | Html

/** A table. A wide table scrolls inside its own box. The box is focusable, so that the keyboard can scroll it. */
export function table(rows: readonly (readonly Cell[])[], headings: readonly string[]): Html {
  return html`<div class="scroll" tabindex="0" role="group">
    <table>
      <thead>
        <tr>
          ${headings.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
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

/** The time of day, in UTC. */
export function timeOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19)
}
