import { useEffect, type ReactNode } from 'react'
import { BrowserRouter, Link, Route, Routes, useNavigate } from 'react-router-dom'
import '../../../../src/ui/tokens.css'
import '../../../../src/ui/base.css'
import '../../../../src/ui/layout.css'
import '../../../../src/ui/parts.css'
import { Button } from '../../../../src/ui/button.tsx'
import { Card } from '../../../../src/ui/card.tsx'
import { Fact, Facts } from '../../../../src/ui/facts.tsx'
import type { User } from './person.ts'

/** The part of a sign-in that each of these apps implements differently. */
interface SignIn {
  readonly leave: () => Promise<void>
  /** Resolves with the user after the callback. */
  readonly exchange: () => Promise<User>
  /** The signed-in user. */
  readonly storedUser: () => User | null
}

export function SignInApp(signIn: SignIn) {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<Home onSignIn={() => void signIn.leave()} />} />
        <Route path="/account" element={<Guarded {...signIn} />} />
        <Route path="/callback" element={<Callback {...signIn} />} />
      </Routes>
    </BrowserRouter>
  )
}

/** The landing page of this project's app, in one language. */
export function Home({ onSignIn }: { readonly onSignIn: () => void }) {
  return (
    <Page title="Toyseven" header={<Header />}>
      <div className="hero">
        <h1>Sign in without handing over your password</h1>
        <p className="lead">
          You type your password on Amazon Cognito’s sign-in page, never in this app, which only handles the tokens that
          come back.
        </p>
        <div className="actions">
          <Button onClick={onSignIn}>Sign in</Button>
          <Button look="secondary">Continue with Google</Button>
        </div>
      </div>
    </Page>
  )
}

/** The header and the two main cards of this project's account page. */
export function Account({ user: { name, email, expiresAtMs } }: { readonly user: User }) {
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium' })
  return (
    <Page title="Account" header={<Header />}>
      <div>
        <h1>Hello, {name}</h1>
        <p className="muted">Your profile and session.</p>
      </div>
      <div className="cards">
        <Card title="Profile">
          <Facts>
            <Fact label="Name">{name}</Fact>
            <Fact label="E-mail">{email}</Fact>
          </Facts>
        </Card>
        <Card title="Session">
          <Facts>
            <Fact label="Ends at">{time.format(expiresAtMs)}</Fact>
          </Facts>
        </Card>
      </div>
    </Page>
  )
}

export function Waiting() {
  return (
    <Page title="Toyseven">
      <p className="muted">One moment</p>
    </Page>
  )
}

interface PageProps {
  readonly title: string
  readonly header?: ReactNode
  readonly children: ReactNode
}

function Page({ title, header, children }: PageProps) {
  return (
    <>
      <title>{title}</title>
      {header}
      <main className="page">{children}</main>
    </>
  )
}

function Header() {
  return (
    <header className="header">
      <Link className="name" to="/">
        Toyseven
      </Link>
      <button type="button" className="link-button" lang="ko">
        한국어
      </button>
    </header>
  )
}

function Guarded({ storedUser, leave }: SignIn) {
  const user = storedUser()
  const isSignedOut = user === null
  useEffect(() => {
    if (isSignedOut) void leave()
  }, [isSignedOut, leave])
  return isSignedOut ? <Waiting /> : <Account user={user} />
}

function Callback({ exchange }: SignIn) {
  const navigate = useNavigate()
  useEffect(() => {
    void exchange().then(() => navigate('/account', { replace: true }))
  }, [exchange, navigate])
  return <Waiting />
}
