import { InMemoryWebStorage, WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts'
import type { Platform } from '../../browser/platform.ts'
import { cognitoMetadata, type CognitoConfig } from './cognito-config.ts'
import { storagePrefix } from './signin-state.ts'

/** Longer than the scheduler's refresh margin, so that the event comes before a refresh and not instead of one. */
const expiringNoticeSeconds = 120

/**
 * oidc-client-ts's settings for Cognito: static metadata, so that nothing is discovered; no automatic renewal, since the
 * library takes no lock across tabs; no iframe and no session monitor, which Cognito's pages refuse.
 *
 * @param userStorage where the user's record is; null where the browser refuses it
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function userManagerSettings(
  { issuer, domain, clientId, redirectUri, scopes }: CognitoConfig,
  { storage }: Pick<Platform, 'storage'>,
  userStorage: Storage | null,
): UserManagerSettings {
  return {
    authority: issuer,
    metadata: cognitoMetadata({ issuer, domain }),
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes,
    // The tab's own storage: another tab can neither read the verifier nor finish the sign-in.
    stateStore: storeIn(storage.tab),
    userStore: storeIn(userStorage),
    automaticSilentRenew: false,
    accessTokenExpiringNotificationTimeInSeconds: expiringNoticeSeconds,
    monitorSession: false,
    loadUserInfo: false,
    // Cognito refuses to revoke an access token.
    revokeTokenTypes: ['refresh_token'],
  }
}

function storeIn(store: Storage | null): WebStorageStateStore {
  return new WebStorageStateStore({ prefix: storagePrefix, store: store ?? new InMemoryWebStorage() })
}
