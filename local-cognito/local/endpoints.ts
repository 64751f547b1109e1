import type { ClientChange } from '../oauth/clients.ts'
import type { AppClient } from '../config/config.ts'
import { limitBody } from '../http/form.ts'
import { localPage } from '../pages/local-page.ts'
import { answerPage, stylePath } from '../pages/page.ts'
import { poolCss } from '../pages/style.ts'
import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { readSettings } from '../config/settings.ts'
import { ShapeError } from '../shape.ts'

/**
 * The pages that Cognito does not have, all under `/__local/`: overview, people, latest requests, and the settings
 * that can be changed while the pool runs. They carry no CORS header, so other sites cannot read them; and a change
 * that another site's page asks for is refused by its `Origin`.
 */
export function addLocal(app: PoolApp, pool: PoolParts): void {
  app.get(stylePath, (c) => c.body(poolCss, 200, { 'Content-Type': 'text/css;charset=UTF-8' }))
  app.get('/__local/people', (c) => {
    const { people, googleAccounts } = pool.config
    return c.json({ people, googleAccounts })
  })
  app.get('/__local/requests', (c) => c.json({ requests: pool.requests.latest() }))
  app.get('/__local/', (c) => answerOverview(c, pool))
  app.get('/__local', (c) => c.redirect('/__local/'))
  app.get('/', (c) => c.redirect('/__local/'))
  app.post('/__local/settings', limitBody, (c) => answerSettings(c, pool))
}

function answerOverview(c: PoolContext, pool: PoolParts): Promise<Response> {
  const config = { ...pool.config, clients: pool.clients.all() }
  return answerPage(c, pool, 200, (text) => localPage(config, pool.issuer, pool.requests.latest(), text))
}

async function answerSettings(c: PoolContext, pool: PoolParts): Promise<Response> {
  const origin = c.req.header('origin')
  // Without this, any page open in the same browser could post here.
  if (origin !== undefined && origin !== pool.config.origin) return c.json({ error: 'The origin is foreign.' }, 403)
  try {
    const { clientId, change } = readSettings(await c.req.text())
    const client = changeClient(pool, clientId, change)
    return client === undefined ? c.json({ error: 'No client has this id.' }, 400) : c.json(settingsOf(client))
  } catch (error) {
    if (error instanceof ShapeError) return c.json({ error: `The settings are wrong: ${error.message}` }, 400)
    throw error
  }
}

function changeClient(pool: PoolParts, clientId: string | undefined, change: ClientChange): AppClient | undefined {
  const id = clientId ?? pool.config.clients[0]?.id
  return id === undefined ? undefined : pool.clients.change(id, change)
}

function settingsOf({ id, rotation, accessTokenSeconds }: AppClient): Record<string, unknown> {
  return { clientId: id, rotation, accessTokenSeconds }
}
