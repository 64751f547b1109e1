import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes, useNavigate } from 'react-router-dom'
import { Account, Home } from '../shared/pages.tsx'

const user = { name: '김민서', email: 'minseo@example.com', expiresAtMs: 0 }

/** The cost of React and a router alone, without a sign-in. */
function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/account" element={<Account user={user} />} />
      </Routes>
    </BrowserRouter>
  )
}

function HomePage() {
  const navigate = useNavigate()
  return <Home onSignIn={() => void navigate('/account')} />
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
