/**
 * The modules that both the script inside the HTML and the app need. A build holds each of them once, in the HTML, and
 * the app takes them from there: see shared-modules.ts, which reads the names in this file.
 */
export { accountPath, basename, debugQuery, pagePaths, pathInApp, prerenderedPage } from '../src/config/paths.ts'
export { asRecord, isText, parseJson } from '../src/auth/encoding/json.ts'
export { randomHex } from '../src/auth/encoding/random.ts'
export {
  isFromIssuer,
  isState,
  readAuthorizationResponse,
  takeCallback,
} from '../src/auth/oidc/authorization-response.ts'
export { RepeatedClick } from '../src/auth/store/repeated-click.ts'
export { readSigninState, storagePrefix } from '../src/auth/oidc/signin-state.ts'
export { RedirectLimit } from '../src/auth/store/redirect-limit.ts'
export { SessionMarker } from '../src/auth/store/session-marker.ts'
export { isAlive, tokenLifeOf } from '../src/auth/store/token-life.ts'
export { readUserProfile } from '../src/auth/store/user-profile.ts'
export { isNewer, makeUserRecord, readUserRecord } from '../src/auth/store/user-record.ts'
export { UserRecordStorage } from '../src/auth/store/user-record-storage.ts'
export { isIssuerOf } from '../src/auth/tokens/pool-issuer.ts'
export { onPageShow, onReturn, wasBackForward, watchBackForward } from '../src/browser/navigation-type.ts'
export { afterNextFrame } from '../src/browser/next-frame.ts'
export { initialsOf } from '../src/i18n/initials.ts'
export { applyChosenTheme, chooseTheme, currentTheme, onThemeChange } from '../src/browser/theme.ts'
export { webCrypto } from '../src/browser/web-crypto.ts'
export { configForThisPage } from '../src/config/this-page.ts'
export { chooseLanguage, rememberLanguage } from '../src/i18n/language.ts'
