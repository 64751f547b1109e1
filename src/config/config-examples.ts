/** Every variable of the configuration, with a value that it may have. build/config/schema.ts has the rules. */
export const configExamples = {
  VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123',
  VITE_COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12e3k4j5n',
  VITE_COGNITO_DOMAIN: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
  VITE_COGNITO_REDIRECT_URI: 'http://localhost:3000/callback',
  VITE_COGNITO_LOGOUT_URI: 'http://localhost:3000',
  VITE_COGNITO_SCOPES: 'openid email profile',
  VITE_COGNITO_PROVIDERS: 'Google,SignInWithApple',
  VITE_COGNITO_ISSUER: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
  VITE_SESSION_STORAGE: 'tab',
  VITE_SESSION_LIFE: '30d',
  VITE_IDLE_SIGN_OUT: '15m',
  VITE_API_URL: 'https://api.toyseven.dev/v1',
  VITE_IMAGE_HOSTS: 'lh3.googleusercontent.com',
  VITE_APP_NAME: 'Toyseven',
} as const

export type ConfigVariable = keyof typeof configExamples

export function isConfigVariable(name: string): name is ConfigVariable {
  return Object.hasOwn(configExamples, name)
}
