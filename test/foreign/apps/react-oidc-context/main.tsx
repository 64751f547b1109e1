// The code of the Cognito console's "Quick setup guide" for a React app, with the URLs of the local pool.
import { createRoot } from 'react-dom/client'
import { AuthProvider, useAuth } from 'react-oidc-context'
import { foreignApps, foreignClientId, foreignPoolId } from '../pool.ts'

const { port, poolPort } = foreignApps['react-oidc-context']
const cognitoDomain = `http://127.0.0.1:${poolPort}`

const cognitoAuthConfig = {
  authority: `${cognitoDomain}/${foreignPoolId}`,
  client_id: foreignClientId,
  redirect_uri: `http://localhost:${port}`,
  response_type: 'code',
  scope: 'phone openid email',
}

function App() {
  const auth = useAuth()

  const signOutRedirect = () => {
    const logoutUri = `http://localhost:${port}`
    window.location.href = `${cognitoDomain}/logout?client_id=${foreignClientId}&logout_uri=${encodeURIComponent(logoutUri)}`
  }

  if (auth.isLoading) return <div>Loading...</div>
  if (auth.error) return <div>Encountering error... {auth.error.message}</div>
  if (auth.isAuthenticated) {
    return (
      <div>
        <pre> Hello: {auth.user?.profile.email} </pre>
        <pre> Refresh Token: {auth.user?.refresh_token} </pre>
        <button type="button" onClick={() => void auth.signinSilent()}>
          Renew
        </button>
        <button type="button" onClick={() => void auth.removeUser()}>
          Sign out
        </button>
        <button type="button" onClick={signOutRedirect}>
          Sign out at Cognito
        </button>
      </div>
    )
  }
  return (
    <div>
      <button type="button" onClick={() => void auth.signinRedirect()}>
        Sign in
      </button>
      <button type="button" onClick={signOutRedirect}>
        Sign out
      </button>
    </div>
  )
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <AuthProvider {...cognitoAuthConfig}>
      <App />
    </AuthProvider>,
  )
}
