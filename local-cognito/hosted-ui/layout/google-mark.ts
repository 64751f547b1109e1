import { html } from 'hono/html'

/** Google's mark in its four colours, beside the text of a button, as Google's branding guidelines want it. */
export const googleMark = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
  <path
    fill="#4285f4"
    d="M22.6 12.2c0-.8-.1-1.5-.2-2.2H12v4.2h5.9a5.1 5.1 0 0 1-2.2 3.3v2.8h3.6c2.1-1.9 3.3-4.8 3.3-8.1z"
  />
  <path fill="#34a853" d="M12 23c3 0 5.5-1 7.3-2.7l-3.6-2.8a6.6 6.6 0 0 1-9.9-3.4H2.2v2.8A11 11 0 0 0 12 23z" />
  <path fill="#fbbc05" d="M5.8 14.1a6.6 6.6 0 0 1 0-4.2V7.1H2.2a11 11 0 0 0 0 9.8z" />
  <path fill="#ea4335" d="M12 5.4c1.6 0 3.1.6 4.2 1.6l3.2-3.1A11 11 0 0 0 2.2 7.1l3.6 2.8A6.5 6.5 0 0 1 12 5.4z" />
</svg>`
