import { createRoot } from 'react-dom/client'
import { SignInApp } from '../shared/pages.tsx'
import { storedUser } from '../shared/person.ts'
import { exchange, leave } from './sign-in.ts'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<SignInApp leave={leave} exchange={exchange} storedUser={storedUser} />)
