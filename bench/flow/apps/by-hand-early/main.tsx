import { createRoot } from 'react-dom/client'
import { SignInApp } from '../shared/pages.tsx'
import { storedUser, type User } from '../shared/person.ts'

declare global {
  interface Window {
    /** Created by the script inside index.html. */
    readonly early: { readonly leave: () => Promise<void>; readonly exchanged: Promise<User> }
  }
}

const { leave, exchanged } = window.early
const exchange = () => exchanged
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<SignInApp leave={leave} exchange={exchange} storedUser={storedUser} />)
