import { localClientId, localIssuer, localOrigin } from '../../local-cognito/defaults.ts'
import type { SessionConfig } from '../../src/auth/store/session-config.ts'

export const appOrigin = 'http://localhost:3000'

/** The app as it is built for the local pool. */
export const localConfig: SessionConfig = {
  issuer: localIssuer,
  updatedIssuer: null,
  clientId: localClientId,
  domain: localOrigin,
  redirectUri: `${appOrigin}/callback`,
  logoutUri: appOrigin,
  scopes: 'openid email profile',
  storage: 'tab',
  sessionLifeMs: null,
  idleSignOutMs: null,
}
