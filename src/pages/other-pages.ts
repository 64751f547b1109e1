export { NotFound } from './not-found.tsx'
export { OtherPerson } from './other-person.tsx'
export { ProblemPage } from './problem.tsx'
export { SignedOut } from './signed-out.tsx'
