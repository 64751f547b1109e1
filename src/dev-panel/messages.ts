const en = {
  title: 'Developer’s panel',
  close: 'Close',
  state: 'State',
  user: 'User',
  tokenLeft: 'Access token',
  authAge: 'Signed in at the pool',
  renewed: 'Last refresh',
  lock: 'Refresh lock',
  isFree: 'free',
  held: (count: number) => `held, ${count} waiting`,
  inSeconds: (seconds: number) => `${seconds} s left`,
  secondsAgo: (seconds: number) => `${seconds} s ago`,
  by: { 'this-tab': 'by this tab', 'another-tab': 'by another tab' },
  never: 'not yet',
  events: 'Latest events',
  faults: 'Faults of the local pool',
  faultFailed: 'The pool has not taken it.',
  faultNames: {
    status500: 'Next token request: 500',
    throttled: 'Next token request: 429',
    lost: 'Next token response is lost',
    slow: 'Next token response takes 5 s',
    revoke: 'Revoke all refresh tokens',
    rotate: 'Rotate the signing keys',
    clear: 'Clear all faults',
  },
}

const ko: typeof en = {
  title: '개발자 패널',
  close: '닫기',
  state: '상태',
  user: '사용자',
  tokenLeft: '액세스 토큰',
  authAge: '풀에서 로그인한 때',
  renewed: '마지막 갱신',
  lock: '갱신 잠금',
  isFree: '비어 있음',
  held: (count) => `사용 중, 대기 ${count}`,
  inSeconds: (seconds) => `${seconds}초 남음`,
  secondsAgo: (seconds) => `${seconds}초 전`,
  by: { 'this-tab': '이 탭에서', 'another-tab': '다른 탭에서' },
  never: '아직 없음',
  events: '최근 이벤트',
  faults: '로컬 사용자 풀의 장애',
  faultFailed: '풀이 받아들이지 않았습니다.',
  faultNames: {
    status500: '다음 토큰 요청: 500',
    throttled: '다음 토큰 요청: 429',
    lost: '다음 토큰 응답 유실',
    slow: '다음 토큰 응답 5초 지연',
    revoke: '리프레시 토큰 모두 취소',
    rotate: '서명 키 교체',
    clear: '장애 모두 지우기',
  },
}

/** The texts of the panel. They are apart from the app's messages, because no build has them. */
export function panelMessages(language: string): typeof en {
  return language === 'ko' ? ko : en
}

export type PanelMessages = typeof en
