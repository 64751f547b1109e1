import type { Words } from './language.ts'

const ko = {
  refreshNow: '지금 갱신',
  greeting: (name: string) => `안녕하세요, ${name} 님`,
  accountLead: '로그인한 사람과 세션을 여기에서 볼 수 있습니다.',
  profile: '프로필',
  name: '이름',
  email: '이메일',
  groups: '그룹',
  noGroups: '없음',
  provider: '로그인 방법',
  byPassword: '이메일과 비밀번호',
  session: '세션',
  inUse: '사용 중',
  endsSoon: '곧 만료',
  ended: '만료됨',
  timeLeft: '남은 시간',
  endsAt: '만료 시각',
  scopes: '권한 범위',
  refreshing: '갱신 중…',
  refreshed: '세션을 갱신했습니다.',
  notRefreshed: '세션을 갱신하지 못했습니다.',
}

const en: typeof ko = {
  refreshNow: 'Refresh now',
  greeting: (name) => `Hello, ${name}`,
  accountLead: 'Here you see who is signed in, and the session.',
  profile: 'Profile',
  name: 'Name',
  email: 'E-mail',
  groups: 'Groups',
  noGroups: 'None',
  provider: 'Signed in with',
  byPassword: 'E-mail and password',
  session: 'Session',
  inUse: 'In use',
  endsSoon: 'Ends soon',
  ended: 'Expired',
  timeLeft: 'Time left',
  endsAt: 'Ends at',
  scopes: 'Scopes',
  refreshing: 'Refreshing…',
  refreshed: 'The session has been refreshed.',
  notRefreshed: 'The session could not be refreshed.',
}

export const accountWords: Words<typeof ko> = { ko, en }
