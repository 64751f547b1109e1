import type { Problem, ProblemKind } from '../session/problem.ts'
import type { Words } from './language.ts'

/** What a page about a problem says; the next step is one of the app's few buttons. */
export interface ProblemWords {
  readonly title: string
  readonly reason: string
  readonly next: string
}

type ByKind = Readonly<Record<ProblemKind, ProblemWords>>

const notFinishedKo = '로그인을 마치지 못했습니다'
const notFinishedEn = 'Sign-in did not finish'
const setupKo = '앱 설정을 고쳐야 합니다'
const setupEn = 'The app’s setup needs fixing'

const ko: ByKind = {
  'config-invalid': {
    title: setupKo,
    reason: '아래 설정값이 없거나 올바르지 않아 로그인을 시작할 수 없습니다.',
    next: '.env 파일을 고친 뒤 앱을 다시 시작하십시오.',
  },
  'storage-blocked': {
    title: '로그인을 시작할 수 없습니다',
    reason:
      '이 브라우저가 이 사이트의 저장 공간을 막고 있거나 공간이 가득 찼습니다. 로그인에는 저장 공간이 필요합니다.',
    next: '이 사이트의 쿠키와 저장 공간을 허용한 뒤 다시 시도하십시오.',
  },
  'no-pending-sign-in': {
    title: notFinishedKo,
    reason:
      '이 로그인은 이 탭에서 시작되지 않았거나 이미 사용되었습니다. 오래된 주소를 열었거나 다른 탭이나 브라우저에서 시작한 경우입니다.',
    next: '처음부터 다시 로그인하십시오.',
  },
  'state-mismatch': {
    title: notFinishedKo,
    reason: '돌아온 응답이 이 탭에서 시작한 로그인의 것이 아닙니다. 다른 사람이 만든 링크일 수 있습니다.',
    next: '처음부터 다시 로그인하십시오.',
  },
  cancelled: {
    title: '로그인을 취소했습니다',
    reason: '로그인 화면에서 취소했습니다. 바뀐 것은 없습니다.',
    next: '원하면 다시 로그인하십시오.',
  },
  refused: {
    title: notFinishedKo,
    reason: '로그인 서비스가 요청을 거절했습니다.',
    next: '다시 로그인하십시오. 계속되면 이 앱의 관리자에게 알려 주십시오.',
  },
  'link-retry': {
    title: notFinishedKo,
    reason: '계정을 연결한 뒤에도 로그인 서비스가 첫 로그인을 거절했습니다.',
    next: '다시 로그인하십시오. 대개 다음번에는 됩니다.',
  },
  'client-has-secret': {
    title: setupKo,
    reason:
      '로그인 서비스가 이 앱을 알아보지 못했습니다(invalid_client). 앱 클라이언트에 시크릿이 있거나 클라이언트 ID가 다릅니다.',
    next: '시크릿이 없는 앱 클라이언트를 새로 만들어 그 ID를 쓰십시오. 만든 뒤에는 시크릿을 없앨 수 없습니다.',
  },
  'client-not-allowed': {
    title: setupKo,
    reason: '이 앱 클라이언트에는 인증 코드 부여(authorization code grant)가 허용되지 않았습니다.',
    next: '앱 클라이언트의 로그인 페이지 설정에서 인증 코드 부여를 켜십시오.',
  },
  'redirect-mismatch': {
    title: setupKo,
    reason: '토큰 요청의 리디렉션 주소가 로그인을 시작할 때와 다릅니다(invalid_redirect).',
    next: '두 요청에 똑같은 VITE_COGNITO_REDIRECT_URI를 쓰는지 확인하십시오.',
  },
  'code-rejected': {
    title: notFinishedKo,
    reason: '로그인 서비스가 준 코드가 만료되었거나 이미 사용되었습니다.',
    next: '다시 로그인하십시오.',
  },
  network: {
    title: '로그인 서비스에 연결하지 못했습니다',
    reason: '인터넷 연결이 끊겼거나, 확장 프로그램 또는 네트워크가 로그인 서비스를 막고 있을 수 있습니다.',
    next: '연결을 확인하고 다시 시도하십시오.',
  },
  timeout: {
    title: '로그인 서비스가 제때 답하지 않았습니다',
    reason: '기다렸지만 10초 안에 답이 오지 않았습니다.',
    next: '잠시 뒤 다시 시도하십시오.',
  },
  throttled: {
    title: '로그인 서비스가 붐빕니다',
    reason: '요청이 너무 많아 로그인 서비스가 잠시 받지 않고 있습니다.',
    next: '잠시 뒤 다시 시도하십시오.',
  },
  'server-error': {
    title: '로그인 서비스에 문제가 있습니다',
    reason: '로그인 서비스가 오류로 답했습니다. 이 앱이나 비밀번호의 문제가 아닙니다.',
    next: '잠시 뒤 다시 시도하십시오.',
  },
  unreadable: {
    title: notFinishedKo,
    reason: '로그인 서비스의 답을 읽을 수 없었습니다. 공용 와이파이의 로그인 화면 등이 끼어들었을 수 있습니다.',
    next: '연결을 확인하고 다시 시도하십시오.',
  },
  'token-invalid': {
    title: notFinishedKo,
    reason: '받은 토큰이 이 로그인의 것이 아니어서 버렸습니다.',
    next: '다시 로그인하십시오. 계속되면 이 앱의 관리자에게 알려 주십시오.',
  },
  'clock-wrong': {
    title: '이 기기의 시계가 맞지 않습니다',
    reason: '방금 받은 토큰이 이미 만료된 것으로 보일 만큼 시계가 앞서 있습니다.',
    next: '시계를 자동으로 맞춘 뒤 다시 로그인하십시오.',
  },
  'session-expired': {
    title: '세션이 끝났습니다',
    reason: '로그인 서비스가 더는 이 세션을 연장하지 않습니다. 기간이 다했거나 다른 곳에서 끝냈습니다.',
    next: '다시 로그인하면 이 자리로 돌아옵니다.',
  },
}

const en: ByKind = {
  'config-invalid': {
    title: setupEn,
    reason: 'Sign-in cannot start, because these settings are missing or wrong.',
    next: 'Correct the .env file, then start the app again.',
  },
  'storage-blocked': {
    title: 'Sign-in cannot start',
    reason: 'This browser refuses storage to this site, or it is full. Sign-in needs it.',
    next: 'Allow cookies and storage for this site, then try again.',
  },
  'no-pending-sign-in': {
    title: notFinishedEn,
    reason:
      'This sign-in was not started in this tab, or it has been used already. That happens with an old address, or when it began in another tab or browser.',
    next: 'Sign in again from the start.',
  },
  'state-mismatch': {
    title: notFinishedEn,
    reason:
      'The answer that came back does not belong to the sign-in started in this tab. Somebody else may have made the link.',
    next: 'Sign in again from the start.',
  },
  cancelled: {
    title: 'Sign-in was cancelled',
    reason: 'You stopped at the sign-in page. Nothing has changed.',
    next: 'Sign in again if you like.',
  },
  refused: {
    title: notFinishedEn,
    reason: 'The sign-in service refused the request.',
    next: 'Sign in again. If it keeps happening, tell whoever runs this app.',
  },
  'link-retry': {
    title: notFinishedEn,
    reason: 'The sign-in service refused the first sign-in after your accounts were linked, twice.',
    next: 'Sign in again; the next one usually works.',
  },
  'client-has-secret': {
    title: setupEn,
    reason:
      'The sign-in service did not accept this app (invalid_client). Its app client has a secret, or the client ID is another one.',
    next: 'Make a new app client without a secret and use its ID. A secret cannot be taken off an existing client.',
  },
  'client-not-allowed': {
    title: setupEn,
    reason: 'This app client may not use the authorization code grant.',
    next: 'Turn on the authorization code grant in the app client’s login pages settings.',
  },
  'redirect-mismatch': {
    title: setupEn,
    reason: 'The token request named another redirect URI than the sign-in began with (invalid_redirect).',
    next: 'Make sure that both use the very same VITE_COGNITO_REDIRECT_URI.',
  },
  'code-rejected': {
    title: notFinishedEn,
    reason: 'The code that the sign-in service gave has expired or was used before.',
    next: 'Sign in again.',
  },
  network: {
    title: 'Could not reach the sign-in service',
    reason: 'You may be offline, or an extension or network filter may be blocking it.',
    next: 'Check your connection, then try again.',
  },
  timeout: {
    title: 'The sign-in service did not answer in time',
    reason: 'We waited, but nothing came within 10 seconds.',
    next: 'Try again in a moment.',
  },
  throttled: {
    title: 'The sign-in service is busy',
    reason: 'It takes no more requests for a moment, because there were too many.',
    next: 'Try again in a moment.',
  },
  'server-error': {
    title: 'The sign-in service has a problem',
    reason: 'It answered with an error. Neither this app nor your password is the cause.',
    next: 'Try again in a moment.',
  },
  unreadable: {
    title: notFinishedEn,
    reason:
      'The sign-in service sent an answer we could not read. A public Wi-Fi’s own sign-in page may have come between.',
    next: 'Check your connection, then try again.',
  },
  'token-invalid': {
    title: notFinishedEn,
    reason: 'The tokens that came were not those of this sign-in, so they were thrown away.',
    next: 'Sign in again. If it keeps happening, tell whoever runs this app.',
  },
  'clock-wrong': {
    title: 'This device’s clock is wrong',
    reason: 'It is so far ahead that a token just received looks expired.',
    next: 'Set the clock to automatic, then sign in again.',
  },
  'session-expired': {
    title: 'Your session ended',
    reason: 'The sign-in service no longer extends it: its time is over, or it was ended elsewhere.',
    next: 'Sign in again to come back to this place.',
  },
}

const words: Words<ByKind> = { ko, en }

/** Title, reason and next step of a problem, in one language. */
export function problemWords(language: keyof typeof words, problem: Pick<Problem, 'kind'>): ProblemWords {
  return words[language][problem.kind]
}
