import type { LandingMessages } from '../en/landing.ts'

export const landing: LandingMessages = {
  continueWith: (provider: string) => `${provider} 계정으로 계속하기`,
  noAccount: '아직 계정이 없습니까?',
  signUp: '회원 가입',
  heroTitle: '비밀번호를 맡기지 않는 로그인',
  heroLead:
    '비밀번호는 이 앱이 아니라 Amazon Cognito 로그인 화면에서만 입력합니다. 앱은 로그인한 뒤에 받은 토큰만 다룹니다.',
  signedInAs: '로그인되어 있습니다:',
  toAccount: '내 계정 보기',
}
