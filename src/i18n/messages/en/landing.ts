export const landing = {
  continueWith: (provider: string) => `Continue with ${provider}`,
  noAccount: 'No account yet?',
  signUp: 'Create an account',
  heroTitle: 'Sign in without handing over your password',
  heroLead:
    'You type your password on Amazon Cognito’s sign-in page, never in this app, which only handles the tokens that come back.',
  signedInAs: 'You are signed in as:',
  toAccount: 'Go to your account',
}

export type LandingMessages = typeof landing
