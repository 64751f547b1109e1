// The build configuration imports this file at every start: it stays free of other modules.
import type { AppClient, PoolConfig } from './config/config.ts'

const localHostname = '127.0.0.1'
export const localPort = 9229
export const localPoolId = 'ap-northeast-2_toyseven'
const localPoolName = 'toyseven-cognito'
export const localClientId = 'local-web-client'
export const localOrigin = `http://${localHostname}:${localPort}`
export const localIssuer = `${localOrigin}/${localPoolId}`

export const localWebClient: AppClient = {
  id: localClientId,
  name: 'web-client',
  callbackUrls: ['http://localhost:3000/callback', 'http://localhost:3000'],
  signOutUrls: ['http://localhost:3000'],
  scopes: ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'],
  grants: ['code'],
  providers: ['COGNITO', 'Google'],
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 24 * 3600,
  rotation: { feature: 'ENABLED', retryGracePeriodSeconds: 10 },
}

export const defaultPoolConfig: PoolConfig = {
  origin: localOrigin,
  poolId: localPoolId,
  poolName: localPoolName,
  clients: [localWebClient],
  people: [
    {
      sub: '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a01',
      email: 'minseo@example.com',
      emailVerified: true,
      name: '김민서',
      password: 'Local-pass-1',
      groups: [],
    },
    {
      sub: '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a02',
      email: 'admin@example.com',
      emailVerified: true,
      name: '박서준',
      password: 'Local-pass-1',
      groups: ['admins', 'editors'],
    },
    {
      sub: '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a03',
      email: 'jordan@example.com',
      emailVerified: true,
      name: 'Jordan Lee',
      password: 'Local-pass-1',
      groups: [],
    },
  ],
  googleAccounts: [
    {
      googleSub: '103000000000000000001',
      sub: '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1b01',
      email: 'haneul@gmail.com',
      emailVerified: true,
      name: '정하늘',
    },
    {
      googleSub: '103000000000000000002',
      sub: '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1b02',
      email: 'sam@gmail.com',
      emailVerified: true,
      name: 'Sam Rivera',
    },
  ],
}

/**
 * The default pool at another port: its origin, and with it the issuer, follow the port.
 * The registered callback URLs stay as they are.
 */
export function poolConfigAtPort(port: number): PoolConfig {
  return { ...defaultPoolConfig, origin: `http://${localHostname}:${port}` }
}
