import { useAuth } from 'react-oidc-context'
import { OidcProvider } from '../react/oidc-provider.tsx'

/** What the ID token says of the person, as code sees it that knows react-oidc-context and nothing of us. */
export function Claims() {
  return (
    <OidcProvider>
      <Profile />
    </OidcProvider>
  )
}

function Profile() {
  const { user } = useAuth()
  return user ? <pre className="answer">{JSON.stringify(user.profile, null, 2)}</pre> : null
}
