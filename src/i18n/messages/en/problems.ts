import type { ProblemMessages } from '../../problem-messages.ts'

const notFinished = 'Sign-in did not finish'
const notStarted = 'Sign-in cannot start'

export const problems: ProblemMessages = {
  'config-invalid': {
    title: notStarted,
    reason: 'These settings of the app are missing or wrong.',
    next: 'Correct the .env file and start the app again, then reload this page.',
  },
  'storage-blocked': {
    title: notStarted,
    reason: 'This browser refuses storage to this site, or it is full. Sign-in needs it.',
    next: 'Allow cookies and storage for this site, then try again.',
  },
  'no-pending-sign-in': {
    title: notFinished,
    reason:
      'This sign-in was not started in this tab, or it has been used already. That happens with an old address, or when it began in another tab or browser.',
    next: 'Sign in again from the start.',
  },
  'state-mismatch': {
    title: notFinished,
    reason:
      'The answer that came back does not belong to the sign-in started in this tab. Another person may have made the link.',
    next: 'Sign in again from the start.',
  },
  cancelled: {
    title: 'Sign-in was cancelled',
    reason: 'You stopped at the sign-in page. Nothing has changed.',
    next: 'Sign in again if you like.',
  },
  refused: {
    title: notFinished,
    reason: 'The sign-in service refused the request.',
    next: 'Sign in again. If it keeps happening, contact the operator of this app.',
  },
  'link-retry': {
    title: notFinished,
    reason: 'The sign-in service refused the first sign-in after your accounts were linked, twice.',
    next: 'Sign in again; the next one usually works.',
  },
  'client-has-secret': {
    title: notFinished,
    reason:
      'The sign-in service did not accept this app (invalid_client). Its app client has a secret, or the client ID is another one.',
    next: 'Make a new app client without a secret and use its ID. A secret cannot be taken off an existing client. Then try again.',
  },
  'client-not-allowed': {
    title: notFinished,
    reason: 'This app client may not use the authorization code grant.',
    next: 'Turn on the authorization code grant in the app client’s login pages settings, then try again.',
  },
  'redirect-mismatch': {
    title: notFinished,
    reason: 'The token request named another redirect URI than the sign-in began with (invalid_redirect).',
    next: 'Make sure that both use the very same VITE_COGNITO_REDIRECT_URI, then try again.',
  },
  'code-rejected': {
    title: notFinished,
    reason: 'The code that the sign-in service gave has expired or was used before.',
    next: 'Sign in again.',
  },
  network: {
    title: 'Could not reach the sign-in service',
    reason: 'You may be offline, or an extension or network filter may be blocking it.',
    next: 'Check your connection, then try again.',
  },
  timeout: {
    title: 'The sign-in service did not answer in time',
    reason: 'We waited, but nothing came within 10 seconds.',
    next: 'Try again in a moment.',
  },
  throttled: {
    title: notFinished,
    reason: 'The sign-in service is busy: it takes no more requests for a moment, because there were too many.',
    next: 'Try again in a moment.',
  },
  'server-error': {
    title: notFinished,
    reason: 'The sign-in service answered with an error. Neither this app nor your password is the cause.',
    next: 'Try again in a moment.',
  },
  unreadable: {
    title: notFinished,
    reason:
      'The sign-in service sent an answer we could not read. A public Wi-Fi’s own sign-in page may have come between.',
    next: 'Check your connection, then try again.',
  },
  'token-invalid': {
    title: notFinished,
    reason: 'The tokens that came were not those of this sign-in, so they were thrown away.',
    next: 'Sign in again. If it keeps happening, contact the operator of this app.',
  },
  'clock-wrong': {
    title: notFinished,
    reason: 'The clock of this device is so far ahead that a token just received looks expired.',
    next: 'Set the clock to automatic, then sign in again.',
  },
  'session-expired': {
    title: 'Your session ended',
    reason: 'The sign-in service no longer extends it: its time is over, or it was ended elsewhere.',
    next: 'Sign in again to come back to this place.',
  },
}
