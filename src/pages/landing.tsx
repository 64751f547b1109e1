import { Link } from 'react-router-dom'
import { accountPath } from '../places.ts'
import { useSession } from '../react/use-session.ts'
import { useWords } from '../text/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useAppName } from './app-name.ts'
import { Header } from './header.tsx'

interface LandingProps {
  /** As configured in the pool; a button each. */
  readonly providers: readonly string[]
}

export function Landing({ providers }: LandingProps) {
  const words = useWords('main')
  return (
    <Page title={useAppName()} header={<Header />}>
      <div className="hero">
        <h1>{words.heroTitle}</h1>
        <p className="lead">{words.heroLead}</p>
        <WaysIn providers={providers} />
      </div>
    </Page>
  )
}

function WaysIn({ providers }: LandingProps) {
  const words = useWords('main')
  const session = useSession()
  if (session.status === 'signed-in') {
    return (
      <p>
        {words.signedInAs} <bdi>{session.person.email ?? session.person.name}</bdi>.{' '}
        <Link to={accountPath}>{words.toAccount}</Link>
      </p>
    )
  }
  const signIn = (provider?: string) =>
    void session.signIn({ returnTo: accountPath, ...(provider === undefined ? {} : { provider }) })
  return (
    <div className="actions">
      {/* The script inside the HTML knows the buttons by data-sign-in: see src/head-start/start.ts. */}
      <Button data-sign-in="" onClick={() => signIn()}>
        {words.signIn}
      </Button>
      {providers.map((provider) => (
        <Button key={provider} data-sign-in={provider} look="secondary" onClick={() => signIn(provider)}>
          {words.continueWith(provider)}
        </Button>
      ))}
    </div>
  )
}
