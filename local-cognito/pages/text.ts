import type { Language } from '../http/language.ts'

const en = {
  bar: 'Local stand-in, not AWS. Do not type a real password.',
  signIn: 'Sign in',
  continueTo: (client: string) => `Continue to ${client}.`,
  email: 'Email address',
  password: 'Password',
  wrongCredentials: 'Incorrect username or password.',
  noSuchOption: 'Login option is not available. Please try another one',
  continueWithGoogle: 'Continue with Google',
  seededPeople: 'Test people, one click each',
  googleTitle: 'Choose an account',
  googleStandsIn: 'This page stands in for Google.',
  cancel: 'Cancel',
  errorTitle: 'An error was encountered with the requested page.',
  received: 'Received',
  registered: 'Registered',
  compareExplained: (client: string) =>
    `The app sent a redirect URI that is not registered for the client ${client}. They are compared character by character.`,
  unknownClient: (client: string) => `No client has the id ${client}. These are registered:`,
  nothing: '(nothing)',
  poolTitle: 'Local user pool',
  people: 'People',
  googleAccounts: 'Google accounts',
  clients: 'App clients',
  callbackUrls: 'Callback URLs',
  signOutUrls: 'Sign-out URLs',
  groups: 'Groups',
  requests: 'Latest requests',
  notFoundTitle: 'There is no such page here.',
}

export type PageText = typeof en

const ko: PageText = {
  bar: '로컬 에뮬레이터입니다. 실제 AWS가 아니며 실제 비밀번호를 입력하지 마세요.',
  signIn: '로그인',
  continueTo: (client) => `${client} 앱으로 계속합니다.`,
  email: '이메일 주소',
  password: '비밀번호',
  wrongCredentials: '사용자 이름 또는 비밀번호가 올바르지 않습니다.',
  noSuchOption: '사용할 수 없는 로그인 방법입니다. 다른 방법으로 로그인하세요.',
  continueWithGoogle: 'Google로 계속하기',
  seededPeople: '시험용 사용자 (클릭 한 번으로 로그인)',
  googleTitle: '계정 선택',
  googleStandsIn: 'Google을 대신하는 페이지입니다.',
  cancel: '취소',
  errorTitle: '요청한 페이지에서 오류가 발생했습니다.',
  received: '받은 값',
  registered: '등록된 값',
  compareExplained: (client) =>
    `앱이 보낸 리디렉션 URI가 ${client} 클라이언트에 등록되어 있지 않습니다. 한 글자라도 다르면 다른 URI입니다.`,
  unknownClient: (client) => `ID가 ${client}인 클라이언트가 없습니다. 등록된 클라이언트:`,
  nothing: '(없음)',
  poolTitle: '로컬 사용자 풀',
  people: '사용자',
  googleAccounts: 'Google 계정',
  clients: '앱 클라이언트',
  callbackUrls: '콜백 URL',
  signOutUrls: '로그아웃 URL',
  groups: '그룹',
  requests: '최근 요청',
  notFoundTitle: '없는 페이지입니다.',
}

const texts: Record<Language, PageText> = { en, ko }

/** The words of the pages. Error texts in English are Cognito's own where they are known. */
export function pageText(language: Language): PageText {
  return texts[language]
}
