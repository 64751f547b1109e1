import type { ConfigMessages } from '../../config-issue-line.ts'

const rules: ConfigMessages['rules'] = {
  missing: '값이 없습니다. .env.example을 .env로 복사해 채우십시오.',
  placeholder: '예시 값 “{placeholder}”이(가) 그대로 있습니다.',
  'hidden-character': '{position}번째 자리에 따옴표나 보이지 않는 문자({character})가 있습니다.',
  'control-character': '{position}번째 자리에 보이지 않는 문자({character})가 있습니다.',
  'pool-id-shape': '리전, 밑줄(_), 문자와 숫자의 순서로 되어 있어야 합니다.',
  'client-id-shape': '앱 클라이언트 ID처럼 보이지 않습니다. 문자와 숫자로 되어 있고 보통 26자입니다.',
  'client-id-is-pool-id': '사용자 풀 ID로 보입니다. 앱 클라이언트 ID를 사용하십시오.',
  'domain-is-issuer': '발급자(issuer) 주소입니다. 도메인은 https://이름.auth.리전.amazoncognito.com 형식입니다.',
  'domain-not-bare': '경로, 쿼리, 사용자 이름, 포트 0 없이 도메인만 있어야 합니다.',
  'domain-not-ascii': 'a부터 z까지의 문자, 숫자, 하이픈만 쓸 수 있습니다. {ascii}(으)로 쓰십시오.',
  'not-a-url': '주소(URL)가 아닙니다.',
  'needs-https': 'https://로 시작해야 합니다. http는 localhost, 127.0.0.1, [::1]에만 쓸 수 있습니다.',
  'redirect-not-exact': '등록한 주소와 똑같아야 합니다. #이나 *는 쓸 수 없습니다.',
  'redirect-double-slash': '경로에 슬래시가 두 개 이어져 있습니다.',
  'other-origin': '이 페이지와 다른 사이트를 가리킵니다. 로그인이 그 사이트에서 끝나게 됩니다.',
  'scopes-need-openid': 'openid가 들어 있어야 합니다.',
  'scopes-by-spaces': '쉼표가 아니라 공백으로 구분하십시오.',
  'storage-choice': 'tab 또는 browser여야 합니다.',
  'idle-time-shape': '15m, 2h 같은 형식이어야 하며, 1분부터 24시간까지 설정할 수 있습니다.',
  'duration-shape': '30d, 12h, 90m 같은 형식이어야 하며, 60분부터 3650일까지 설정할 수 있습니다.',
  'image-hosts-shape': 'https://와 경로 없이 호스트 이름만 쉼표로 구분해 입력해야 합니다.',
  'api-is-pool': '사용자 풀의 주소입니다. API의 주소를 쓰십시오.',
  'looks-secret':
    '비밀 값(Cognito 클라이언트 시크릿, 개인 키, AWS 자격 증명)으로 보입니다. VITE_로 시작하는 값은 모든 방문자에게 보입니다. 시크릿 없는 앱 클라이언트를 만들고 이 줄을 지우십시오. 공개된 적이 있다면 새 값으로 바꾸십시오.',
  'loopback-in-production': '이 컴퓨터의 주소라서 다른 사람은 로그인할 수 없습니다. 실제 사용자 풀의 값을 쓰십시오.',
}

export const config: ConfigMessages = { rules, joint: ':', example: '예:' }
