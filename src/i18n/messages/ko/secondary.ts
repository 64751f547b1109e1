import type { SecondaryMessages } from '../en/secondary.ts'
import { developer } from './developer.ts'
import { problems } from './problems.ts'

export const secondary: SecondaryMessages = {
  signInAgain: '다시 로그인',
  notFoundTitle: '페이지를 찾을 수 없습니다',
  notFoundReason: '주소가 바뀌었거나 잘못되었습니다.',
  signedOut: '로그아웃했습니다.',
  signedOutTitle: '로그아웃했습니다',
  signedOutReason: '이 기기에서 로그아웃했습니다. 이 페이지를 보려면 다시 로그인하십시오.',
  signedOutUnreached:
    '이 기기에서 로그아웃했습니다. 로그인 서비스에는 연결하지 못했습니다. 로그인 화면은 최대 한 시간 동안 로그인 상태를 유지할 수 있습니다.',
  needsSignInTitle: '로그인이 필요합니다',
  needsSignInReason: '이 페이지를 보려면 로그인해야 합니다.',
  redirectsTitle: '자동 로그인을 멈췄습니다',
  redirectsReason:
    '1분 동안 로그인 화면으로 두 번 이동했지만 로그인되지 않았습니다. 끝없이 반복되지 않도록 멈췄습니다.',
  returnHint:
    '로그인 화면에 오류가 표시된다면 앱 설정이 원인입니다. 나중에 다시 시도하거나 이 앱의 관리자에게 알려 주십시오.',
  otherPersonTitle: '다른 사용자가 로그인했습니다',
  otherPersonReason:
    '다른 탭에서 다른 사용자가 로그인하여 이 탭의 내용을 지웠습니다. 새로 고침하면 지금 로그인한 사용자로 계속합니다.',
  signedInAgainTitle: '어느 계정으로 계속하시겠습니까?',
  signedInAgainReason:
    '로그인 화면으로 돌아가 다시 로그인했습니다. 다른 계정으로 로그인했다면 앱에는 아직 반영되지 않았습니다.',
  signedInAgainStill: '지금 앱에 표시된 계정:',
  keepUser: '이 계정 계속 사용하기',
  takeOtherUser: '마지막에 로그인한 계정으로 바꾸기',
  tryAgain: '다시 시도',
  technical: '기술 정보',
  serviceSays: '로그인 서비스의 메시지:',
  claim: '클레임',
  expected: '기대한 값',
  found: '받은 값',
  errorCode: '오류 코드',
  developer,
  api: 'API',
  apiLead: '액세스 토큰으로 API를 호출하고 응답을 보여 줍니다.',
  callApi: 'API 호출',
  notAllowed: '이 작업을 할 권한이 없습니다.',
  apiFailed: 'API가 응답하지 않았습니다.',
  idToken: 'ID 토큰',
  claimsLead: 'ID 토큰에 담긴 사용자 정보 전체입니다. react-oidc-context로 읽습니다.',
  showClaims: '클레임 보기',
  hideClaims: '클레임 숨기기',
  note: '메모',
  noteLabel: '기억해 둘 내용',
  noteHint: '이 탭에만 저장됩니다. 세션이 끝나 다시 로그인해도 남아 있고, 로그아웃하면 지워집니다.',
  problems,
}
