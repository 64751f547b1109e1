import { createRoot } from 'react-dom/client'
import { SignInApp } from '../shared/pages.tsx'
import { storedPerson, type Person } from '../shared/person.ts'

declare global {
  interface Window {
    /** Made by the script inside index.html. */
    readonly early: { readonly leave: () => Promise<void>; readonly exchanged: Promise<Person> }
  }
}

const { leave, exchanged } = window.early
const exchange = () => exchanged
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<SignInApp leave={leave} exchange={exchange} storedPerson={storedPerson} />)
