import { useHasReturnedTwice } from '../react/use-has-returned-twice.ts'
import { useSecondaryPages } from './load-secondary-pages.ts'

/** On a page of the first chunk: the hint for a person whom Cognito's own pages have not let through. */
export function ReturnHint() {
  return useHasReturnedTwice() && <LoadedHint />
}

function LoadedHint() {
  const secondary = useSecondaryPages()
  return secondary.status === 'loaded' ? <secondary.pages.CognitoErrorHint /> : null
}
