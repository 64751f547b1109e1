import type { Words } from './language.ts'

const ko = {
  tryAgain: '다시 시도',
  technical: '기술 정보',
  serviceSays: '로그인 서비스의 설명:',
  claim: '클레임',
  expected: '기대한 값',
  found: '받은 값',
  errorCode: '오류 코드',
}

const en: typeof ko = {
  tryAgain: 'Try again',
  technical: 'Technical details',
  serviceSays: 'The sign-in service says:',
  claim: 'Claim',
  expected: 'Expected',
  found: 'Found',
  errorCode: 'Error code',
}

export const problemPageWords: Words<typeof ko> = { ko, en }
