import { accountPath } from '../config/paths.ts'
import { asRecord, isText, parseJson } from '../auth/encoding/json.ts'
import { randomHex } from '../auth/encoding/random.ts'
import {
  isCallbackOnly,
  isFromIssuer,
  isState,
  readAuthorizationResponse,
} from '../auth/oidc/authorization-response.ts'
import { readSigninState, storagePrefix } from '../auth/oidc/signin-state.ts'
import { RedirectLimit } from '../auth/store/redirect-limit.ts'
import { SessionMarker } from '../auth/store/session-marker.ts'
import { isAlive, tokenLifeOf } from '../auth/store/token-life.ts'
import { readUserProfile } from '../auth/store/user-profile.ts'
import { isNewer, makeUserRecord, readUserRecord } from '../auth/store/user-record.ts'
import { UserRecordStorage } from '../auth/store/user-record-storage.ts'
import { onPageShow, onReturn, wasBackForward, watchBackForward } from '../browser/navigation-type.ts'
import { afterNextFrame } from '../browser/next-frame.ts'
import { webCrypto } from '../browser/web-crypto.ts'
import { configForPage } from '../config/app-config.ts'
import { chooseLanguage, rememberLanguage } from '../i18n/language.ts'
import { isProfileOf } from './profile-fields.ts'

/**
 * The modules that both the script inside the HTML and the app need. A build holds each of them once, in the HTML, and
 * the app takes them from there: see build/shared-modules.ts, which reads the imports of this file.
 */
export const shared = {
  accountPath,
  asRecord,
  isText,
  parseJson,
  randomHex,
  isCallbackOnly,
  isFromIssuer,
  isState,
  readAuthorizationResponse,
  readSigninState,
  storagePrefix,
  RedirectLimit,
  SessionMarker,
  isAlive,
  tokenLifeOf,
  readUserProfile,
  isNewer,
  makeUserRecord,
  readUserRecord,
  UserRecordStorage,
  onPageShow,
  onReturn,
  wasBackForward,
  watchBackForward,
  afterNextFrame,
  webCrypto,
  configForPage,
  chooseLanguage,
  rememberLanguage,
  isProfileOf,
}
