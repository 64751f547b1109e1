import { useLocation } from 'react-router-dom'
import { useSession } from '../../react/use-session.ts'

/**
 * Opens the sign-in page although the hosted UI remembers the user, and Google's account chooser after it. This user
 * stays signed in until another one has signed in. The classic hosted UI ignores `prompt`: there, sign out first.
 */
export function useOtherAccount(): () => void {
  const { signIn } = useSession()
  const { pathname, search, hash } = useLocation()
  return () => void signIn({ prompt: 'login select_account', returnTo: pathname + search + hash })
}
