export const first = {
  signIn: 'Sign in',
  continueWith: (provider: string) => `Continue with ${provider}`,
  signOut: 'Sign out',
  backToHome: 'Back to home',
  otherLanguage: '한국어',
  heroTitle: 'Sign in without handing over your password',
  heroLead:
    'You type your password on Amazon Cognito’s sign-in page, never in this app, which only handles the tokens that come back.',
  signedInAs: 'You are signed in as',
  toAccount: 'Go to your account',
  checking: 'Checking your sign-in…',
  leaving: 'Taking you to the sign-in page…',
  stillWorking: 'This takes longer than usual. We are still at it.',
  cancel: 'Cancel',
  reconnecting: 'Reconnecting to the sign-in service… You are still signed in.',
  crashTitle: 'This page cannot be shown',
  crashReason: 'There is a bug in the app. Your session is untouched.',
  reload: 'Reload',
  notLoadedTitle: 'This page could not be loaded',
  newVersion: 'A new version of the app may be available. Reload to go on.',
  checkConnection: 'Check your connection, then try again.',
}

export type FirstWords = typeof first
