import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes, useNavigate } from 'react-router-dom'
import { Account, Home } from '../shared/pages.tsx'

const person = { name: '김민서', email: 'minseo@example.com', expiresAtMs: 0 }

/** No sign-in: what React and a router cost by themselves. */
function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<HomeOfAll />} />
        <Route path="/account" element={<Account person={person} />} />
      </Routes>
    </BrowserRouter>
  )
}

function HomeOfAll() {
  const navigate = useNavigate()
  return <Home onSignIn={() => void navigate('/account')} />
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
