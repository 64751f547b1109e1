import { getRequestListener } from '@hono/node-server'
import type { Connect, Plugin } from 'vite'
import { createApi } from '../api/api.ts'
import type { AppConfig } from '../src/config/app-config.ts'

/** Where the API of api/ answers, beside the app. */
export const localApiPath = '/api'

/**
 * Serves the API of api/ beside the app, for development and for the browser tests, with the app's own settings. What api/
 * imports, Node finds among the packages of the project.
 */
export function localApi({ session, apiUrl }: AppConfig): Plugin {
  const issuers = [session.issuer, session.updatedIssuer].filter((issuer) => issuer !== null)
  // The app calls it on its own origin, so no other origin needs to be allowed.
  const api = createApi({ issuers, clientIds: [session.clientId], audience: null, origins: [] })
  const listener = getRequestListener(api.fetch)
  const isWanted = apiUrl !== null && new URL(apiUrl, 'http://localhost').pathname === localApiPath
  const use = ({ middlewares }: { middlewares: Connect.Server }) => {
    if (isWanted) middlewares.use(localApiPath, (request, response) => void listener(request, response))
  }
  return { name: 'local-api', configureServer: use, configurePreviewServer: use }
}
