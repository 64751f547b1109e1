import { developer } from './developer.ts'
import { problems } from './problems.ts'

export const secondary = {
  signInAgain: 'Sign in again',
  notFoundTitle: 'Page not found',
  notFoundReason: 'The address has changed, or there never was such a page.',
  signedOut: 'You are signed out.',
  signedOutTitle: 'You are signed out',
  signedOutReason: 'You are signed out on this device. To see this page, sign in again.',
  signedOutUnreached:
    'You are signed out on this device. The sign-in service could not be reached, so its own pages may remember you for up to an hour.',
  needsSignInTitle: 'Sign in to continue',
  needsSignInReason: 'This page is for people who are signed in.',
  redirectsTitle: 'Automatic sign-in has stopped',
  redirectsReason:
    'You were sent to the sign-in page twice within a minute and came back without being signed in. So that this does not go on for ever, it has stopped here.',
  returnHint:
    'If the sign-in page shows an error, the app’s setup is the cause. Try again later, or contact the operator of this app.',
  otherPersonTitle: 'Someone else has signed in',
  otherPersonReason:
    'You signed in as someone else in another tab, so what was shown here has been cleared. Reload to go on as the person who is signed in now.',
  signedInAgainTitle: 'Which account do you want to use?',
  signedInAgainReason:
    'You went back to the sign-in page and signed in there again. If you used another account, the app does not show it yet.',
  signedInAgainStill: 'The app still shows:',
  keepUser: 'Stay with this account',
  takeOtherUser: 'Use the account I signed in with last',
  tryAgain: 'Try again',
  technical: 'Technical details',
  serviceSays: 'The sign-in service says:',
  claim: 'Claim',
  expected: 'Expected',
  found: 'Found',
  errorCode: 'Error code',
  developer,
  api: 'API',
  apiLead: 'Calls the API with the access token and shows what comes back.',
  callApi: 'Call the API',
  notAllowed: 'You don’t have access to this.',
  apiFailed: 'The API did not answer.',
  idToken: 'ID token',
  claimsLead: 'All that the ID token says of this person, read through react-oidc-context.',
  showClaims: 'Show claims',
  hideClaims: 'Hide claims',
  note: 'Note',
  noteLabel: 'Something to remember',
  noteHint:
    'Kept in this tab only. It is still here after your session has ended and you have signed in again; signing out deletes it.',
  problems,
}

export type SecondaryMessages = typeof secondary
