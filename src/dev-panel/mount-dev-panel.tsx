import { createRoot } from 'react-dom/client'
import type { Session } from '../auth/session/session.ts'
import { isLoopback } from '../config/app-config.ts'
import { DevPanel } from './dev-panel.tsx'
import { EventLog } from './event-log.ts'
import { panelMessages } from './messages.ts'
import './dev-panel.css'

/** As build/pool-controls.ts answers. */
const poolControlsPath = '/__pool'

/** Shows the developer's panel below the app. No build has it. */
export function mountDevPanel(session: Session, poolDomain: string): void {
  const element = document.createElement('div')
  document.body.append(element)
  const log = new EventLog(session, () => Date.now())
  const sendToPool = isLoopback(poolDomain) ? send : null
  createRoot(element).render(
    <DevPanel
      session={session}
      log={log}
      words={panelMessages(document.documentElement.lang)}
      sendToPool={sendToPool}
    />,
  )
}

async function send(path: '/faults' | '/actions', body: object): Promise<boolean> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(poolControlsPath + path, request).catch(() => null)
  return response?.ok === true
}
