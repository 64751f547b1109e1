/**
 * The modules that both the script inside the HTML and the app need. A build holds each of them once, in the HTML, and
 * the app takes them from there: see build/shared-modules.ts, which reads the names in this file.
 */
export { accountPath } from '../config/paths.ts'
export { asRecord, isText, parseJson } from '../auth/encoding/json.ts'
export { randomHex } from '../auth/encoding/random.ts'
export {
  isCallbackOnly,
  isFromIssuer,
  isState,
  readAuthorizationResponse,
} from '../auth/oidc/authorization-response.ts'
export { readSigninState, storagePrefix } from '../auth/oidc/signin-state.ts'
export { RedirectLimit } from '../auth/store/redirect-limit.ts'
export { SessionMarker } from '../auth/store/session-marker.ts'
export { isAlive, tokenLifeOf } from '../auth/store/token-life.ts'
export { readUserProfile } from '../auth/store/user-profile.ts'
export { isNewer, makeUserRecord, readUserRecord } from '../auth/store/user-record.ts'
export { UserRecordStorage } from '../auth/store/user-record-storage.ts'
export { onPageShow, onReturn, wasBackForward, watchBackForward } from '../browser/navigation-type.ts'
export { afterNextFrame } from '../browser/next-frame.ts'
export { webCrypto } from '../browser/web-crypto.ts'
export { configForPage } from '../config/app-config.ts'
export { chooseLanguage, rememberLanguage } from '../i18n/language.ts'
export { isProfileOf } from './profile-fields.ts'
