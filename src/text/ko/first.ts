import type { FirstWords } from '../en/first.ts'

export const first: FirstWords = {
  signIn: '로그인',
  continueWith: (provider: string) => `${provider}로 계속하기`,
  signOut: '로그아웃',
  backToHome: '홈으로',
  otherLanguage: 'English',
  heroTitle: '비밀번호를 맡기지 않고 로그인하십시오',
  heroLead:
    '비밀번호는 이 앱이 아니라 Amazon Cognito 로그인 화면에서만 입력합니다. 이 앱은 결과로 받은 토큰만 다룹니다.',
  signedInAs: '로그인되어 있습니다:',
  toAccount: '내 계정 보기',
  checking: '로그인을 확인하고 있습니다…',
  leaving: '로그인 화면으로 이동합니다…',
  stillWorking: '시간이 더 걸리고 있습니다. 끊긴 것이 아니니 잠시만 기다려 주십시오.',
  cancel: '취소',
  reconnecting: '로그인 서비스에 다시 연결하고 있습니다… 로그인은 그대로입니다.',
  crashTitle: '이 페이지를 보여 줄 수 없습니다',
  crashReason: '앱에 오류가 있습니다. 세션은 그대로 있습니다.',
  reload: '새로 고침',
  notLoadedTitle: '이 화면을 불러오지 못했습니다',
  newVersion: '앱이 새 버전으로 바뀌었을 수 있습니다. 새로 고치면 이어서 쓸 수 있습니다.',
  checkConnection: '인터넷 연결을 확인하고 다시 시도하십시오.',
}
