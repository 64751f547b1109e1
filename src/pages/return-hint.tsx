import { useHasReturnedTwice } from '../react/use-has-returned-twice.ts'
import { CognitoErrorHint } from './problem/cognito-error-hint.tsx'

/** On the landing page: the hint for a user whom Cognito's own pages have not let through. */
export function ReturnHint() {
  return useHasReturnedTwice() && <CognitoErrorHint />
}
