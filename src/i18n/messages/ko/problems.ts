import type { ProblemMessages } from '../../problem-messages.ts'

const notFinished = '로그인을 마치지 못했습니다'
const notStarted = '로그인을 시작할 수 없습니다'

export const problems: ProblemMessages = {
  'config-invalid': {
    title: notStarted,
    reason: '아래 앱 설정값이 없거나 올바르지 않습니다.',
    next: '.env 파일을 고치고 앱을 다시 시작한 뒤 이 페이지를 새로 고치십시오.',
  },
  'storage-blocked': {
    title: notStarted,
    reason:
      '이 브라우저가 이 사이트의 저장 공간을 막고 있거나 공간이 가득 찼습니다. 로그인에는 저장 공간이 필요합니다.',
    next: '이 사이트의 쿠키와 저장 공간을 허용한 뒤 다시 시도하십시오.',
  },
  'no-pending-sign-in': {
    title: notFinished,
    reason:
      '이 로그인은 이 탭에서 시작되지 않았거나 이미 사용되었습니다. 오래된 주소를 열었거나 다른 탭이나 브라우저에서 시작한 경우입니다.',
    next: '처음부터 다시 로그인하십시오.',
  },
  'state-mismatch': {
    title: notFinished,
    reason: '이 탭에서 시작한 로그인에 대한 응답이 아닙니다. 다른 사람이 만든 링크일 수 있습니다.',
    next: '처음부터 다시 로그인하십시오.',
  },
  cancelled: {
    title: '로그인을 취소했습니다',
    reason: '로그인 화면에서 로그인을 취소했습니다. 변경된 내용은 없습니다.',
    next: '로그인하려면 다시 시도하십시오.',
  },
  refused: {
    title: notFinished,
    reason: '로그인 서비스가 요청을 거절했습니다.',
    next: '다시 로그인하십시오. 계속되면 이 앱의 관리자에게 알려 주십시오.',
  },
  'link-retry': {
    title: notFinished,
    reason: '계정을 연결한 뒤에도 로그인 서비스가 첫 로그인을 거절했습니다.',
    next: '다시 로그인하십시오. 대부분 다음번에는 로그인됩니다.',
  },
  'client-has-secret': {
    title: notFinished,
    reason:
      '로그인 서비스가 이 앱을 인식하지 못했습니다(invalid_client). 앱 클라이언트에 시크릿이 있거나 클라이언트 ID가 다릅니다.',
    next: '시크릿이 없는 앱 클라이언트를 새로 만들고 그 ID를 사용하십시오. 이미 만든 클라이언트에서는 시크릿을 없앨 수 없습니다. 설정한 뒤 다시 시도하십시오.',
  },
  'client-not-allowed': {
    title: notFinished,
    reason: '이 앱 클라이언트에는 인증 코드 부여(authorization code grant)가 허용되지 않았습니다.',
    next: '앱 클라이언트의 로그인 페이지 설정에서 인증 코드 부여를 켠 뒤 다시 시도하십시오.',
  },
  'redirect-mismatch': {
    title: notFinished,
    reason: '토큰 요청의 리디렉션 주소가 로그인을 시작할 때와 다릅니다(invalid_redirect).',
    next: '두 요청이 같은 VITE_COGNITO_REDIRECT_URI를 사용하는지 확인한 뒤 다시 시도하십시오.',
  },
  'code-rejected': {
    title: notFinished,
    reason: '로그인 서비스가 발급한 코드가 만료되었거나 이미 사용되었습니다.',
    next: '다시 로그인하십시오.',
  },
  network: {
    title: '로그인 서비스에 연결하지 못했습니다',
    reason: '인터넷 연결이 끊겼거나, 확장 프로그램 또는 네트워크가 로그인 서비스를 막고 있을 수 있습니다.',
    next: '연결을 확인하고 다시 시도하십시오.',
  },
  timeout: {
    title: '로그인 서비스가 응답하지 않습니다',
    reason: '10초 동안 기다렸지만 응답이 없었습니다.',
    next: '잠시 후 다시 시도하십시오.',
  },
  throttled: {
    title: notFinished,
    reason: '로그인 서비스에 요청이 몰려 잠시 요청을 받지 않고 있습니다.',
    next: '잠시 후 다시 시도하십시오.',
  },
  'server-error': {
    title: notFinished,
    reason: '로그인 서비스에 오류가 발생했습니다. 이 앱이나 비밀번호의 문제가 아닙니다.',
    next: '잠시 후 다시 시도하십시오.',
  },
  unreadable: {
    title: notFinished,
    reason: '로그인 서비스의 응답을 읽을 수 없습니다. 공용 와이파이의 로그인 화면 등이 응답을 가로챘을 수 있습니다.',
    next: '연결을 확인하고 다시 시도하십시오.',
  },
  'token-invalid': {
    title: notFinished,
    reason: '받은 토큰이 이 로그인의 토큰이 아니어서 폐기했습니다.',
    next: '다시 로그인하십시오. 계속되면 이 앱의 관리자에게 알려 주십시오.',
  },
  'clock-wrong': {
    title: notFinished,
    reason: '방금 받은 토큰이 이미 만료된 것으로 보일 만큼 이 기기의 시계가 앞서 있습니다.',
    next: '시계를 자동으로 맞춘 뒤 다시 로그인하십시오.',
  },
  'session-expired': {
    title: '세션이 끝났습니다',
    reason: '로그인 서비스가 이 세션을 더 연장하지 않습니다. 유효 기간이 지났거나 다른 곳에서 로그아웃했습니다.',
    next: '다시 로그인하면 보던 페이지로 돌아옵니다.',
  },
}
