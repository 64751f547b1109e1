export { NotFoundPage } from './not-found-page.tsx'
export { OtherUserPage } from './other-user-page.tsx'
export { ProblemPage } from './problem/problem-page.tsx'
export { SignedOutPage } from './signed-out-page.tsx'
