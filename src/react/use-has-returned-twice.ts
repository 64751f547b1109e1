import { useEffect, useState } from 'react'
import { onPageShow } from '../browser/navigation-type.ts'
import { useSession } from './use-session.ts'

/**
 * True once the person has come back from the hosted UI twice without an answer. Cognito keeps some errors on its own
 * pages, such as redirect_mismatch, so that the app never hears of them. Counts when the page is shown, not while it
 * leaves.
 */
export function useHasReturnedTwice(): boolean {
  const { unansweredSignIns } = useSession()
  const [count, setCount] = useState(0)
  useEffect(() => {
    const look = () => setCount(unansweredSignIns())
    look()
    return onPageShow(look)
  }, [unansweredSignIns])
  return count >= 2
}
