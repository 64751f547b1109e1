import type { SecondaryMessages } from '../en/secondary.ts'

const pool = 'User pools › 사용 중인 풀'
const client = `${pool} › App clients › 사용 중인 클라이언트`

/** The names in the AWS console stay in English, as AWS's documentation has them. */
export const developer: SecondaryMessages['developer'] = {
  kind: '문제',
  description: '오류 설명',
  setting: '설정',
  value: '현재 값',
  notSet: '설정되지 않음',
  place: 'AWS 콘솔 위치',
  noSetting: '관련된 설정이 없습니다.',
  signInErrors:
    '콜백 URL이 등록되지 않았거나(redirect_mismatch) 클라이언트 ID를 모르면, Cognito는 자체 화면에 오류를 표시하고 앱으로 돌아오지 않습니다. 한 글자씩 비교하십시오:',
  signOutErrors:
    'Cognito 화면에 redirect_uri 오류가 표시되었다면, 로그아웃 URL이 Allowed sign out URLs에 등록되지 않은 것입니다. 한 글자씩 비교하십시오:',
  doctor: '풀과 도메인, 클라이언트를 확인하려면 다음을 실행하십시오:',
  places: {
    userPool: pool,
    appClients: `${pool} › App clients`,
    loginPages: `${client} › Login pages › Edit`,
    attributePermissions: `${client} › Attribute permissions › Edit`,
    refreshTokenExpiration: `${client} › Edit › Refresh token expiration`,
    domain: `${pool} › Branding › Domain`,
    lambdaTriggers: `${pool} › Extensions › Lambda triggers`,
  },
}
