import { useEffect, useState, type ReactNode } from 'react'
import { AuthProvider } from 'react-oidc-context'
import type { UserManager } from 'oidc-client-ts'
import { useSession } from './use-session.ts'

interface OidcProviderProps {
  readonly children: ReactNode
}

/**
 * react-oidc-context's provider over this session, for code that knows `useAuth()`. Put it around that code only, in a
 * chunk that is fetched when it is needed: the library below it is larger than all of the session.
 */
export function OidcProvider({ children }: OidcProviderProps) {
  const { loadUserManager } = useSession()
  const [userManager, setUserManager] = useState<UserManager | null>(null)
  useEffect(() => {
    void loadUserManager().then(setUserManager)
  }, [loadUserManager])
  if (userManager === null) return null
  return (
    <AuthProvider userManager={userManager} skipSigninCallback>
      {children}
    </AuthProvider>
  )
}
