import { configForPage } from '../config.ts'
import { afterNextFrame } from '../frames.ts'
import { cameBack, onPageShow, watchHistoryVisits } from '../navigation.ts'
import { accountPath, isGuardedPath } from '../places.ts'
import { isFromIssuer, isPassingPlace, isRedirectUri, readCallback } from '../session/callback.ts'
import { authorizeUrl, logoutUrl } from '../session/cognito.ts'
import { members, parseJson } from '../session/json.ts'
import { Marker, readMark } from '../session/marker.ts'
import { PendingSignIns } from '../session/pending.ts'
import { readPerson } from '../session/person.ts'
import { randomBytes, randomHex } from '../session/random.ts'
import { AutomaticRedirects } from '../session/redirects.ts'
import { isNewer, makeSessionUser, readSessionUser } from '../session/session-user.ts'
import { isUserStored, StoredUser } from '../session/stored-user.ts'
import { isAlive, lifeOf, TokenLife } from '../session/token-life.ts'
import { chooseLanguage, rememberLanguage } from '../text/language.ts'
import { webCrypto } from '../web-crypto.ts'
import { isOf } from './person-facts.ts'

/**
 * What both the script inside the HTML and the app need of these modules. A build has each of them once, in the HTML,
 * and the app takes them from there: see tools/shared-modules.ts, which reads this file.
 */
export const shared = {
  configForPage,
  afterNextFrame,
  cameBack,
  onPageShow,
  watchHistoryVisits,
  accountPath,
  isGuardedPath,
  isFromIssuer,
  isPassingPlace,
  isRedirectUri,
  readCallback,
  authorizeUrl,
  logoutUrl,
  members,
  parseJson,
  Marker,
  readMark,
  PendingSignIns,
  readPerson,
  randomBytes,
  randomHex,
  AutomaticRedirects,
  isNewer,
  makeSessionUser,
  readSessionUser,
  isUserStored,
  StoredUser,
  isAlive,
  lifeOf,
  TokenLife,
  chooseLanguage,
  rememberLanguage,
  webCrypto,
  isOf,
}
