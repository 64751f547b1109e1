export { Account } from './account.tsx'
export { NotFound } from './not-found.tsx'
export { ProblemPage } from './problem.tsx'
export { SignedOut } from './signed-out.tsx'
