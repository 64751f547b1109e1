// The code of the Cognito console's "Quick setup guide" for React, with the same pages as the other apps.
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { AuthProvider, useAuth } from 'react-oidc-context'
import { BrowserRouter, Route, Routes, useNavigate } from 'react-router-dom'
import { Account, Home, Waiting } from '../shared/pages.tsx'
import { userOf } from '../shared/person.ts'
import { authority, clientId, redirectUri, scope } from '../shared/pool.ts'

const cognitoAuthConfig = {
  authority,
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope,
}

function App() {
  return (
    <AuthProvider {...cognitoAuthConfig}>
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<HomePage />} />
          <Route path="/account" element={<Guarded />} />
          <Route path="/callback" element={<Callback />} />
        </Routes>
      </BrowserRouter>
    </AuthProvider>
  )
}

function HomePage() {
  const auth = useAuth()
  return auth.isLoading ? <Waiting /> : <Home onSignIn={() => void auth.signinRedirect()} />
}

function Guarded() {
  const auth = useAuth()
  const isSignedOut = !auth.isLoading && !auth.isAuthenticated && auth.activeNavigator === undefined
  useEffect(() => {
    if (isSignedOut) void auth.signinRedirect()
  }, [isSignedOut, auth])
  const { name = '', email = '', exp = 0 } = auth.user?.profile ?? {}
  return auth.isAuthenticated ? <Account user={userOf({ name, email, exp })} /> : <Waiting />
}

function Callback() {
  const { isAuthenticated } = useAuth()
  const navigate = useNavigate()
  useEffect(() => {
    if (isAuthenticated) void navigate('/account', { replace: true })
  }, [isAuthenticated, navigate])
  return <Waiting />
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
