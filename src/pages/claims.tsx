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
  if (!user) return null
  // The nonce says nothing of the person, and belongs to nobody's eyes.
  const { nonce: _ofTheRequest, ...profile } = user.profile
  return <pre className="answer">{JSON.stringify(profile, null, 2)}</pre>
}
