import { Link } from 'react-router-dom'
import { debugQuery } from '../config/debug-query.ts'
import { accountPath } from '../config/paths.ts'
import { useSession } from '../react/use-session.ts'
import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useAppName } from './layout/app-name.ts'
import { Header } from './layout/header.tsx'
import { ReturnHint } from './return-hint.tsx'

interface LandingPageProps {
  /** As configured in the pool; a button each. */
  readonly providers: readonly string[]
  /** What a provider is called, where that is not its name. */
  readonly providerLabels: Readonly<Record<string, string>>
}

export function LandingPage(props: LandingPageProps) {
  const words = useMessages('primary')
  return (
    <Page title={useAppName()} header={<Header />}>
      <div className="hero">
        <h1>{words.heroTitle}</h1>
        <p className="lead">{words.heroLead}</p>
        <WaysIn {...props} />
      </div>
    </Page>
  )
}

function WaysIn({ providers, providerLabels }: LandingPageProps) {
  const words = useMessages('primary')
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
    void session.signIn({
      returnTo: accountPath + debugQuery(window.location.search),
      ...(provider === undefined ? {} : { provider }),
    })
  return (
    <>
      <div className="actions">
        {/* The script inside the HTML knows the buttons by data-sign-in: see early/early-entry.ts. */}
        <Button data-sign-in="" onClick={() => signIn()}>
          {words.signIn}
        </Button>
        {providers.map((provider) => (
          <Button key={provider} data-sign-in={provider} look="secondary" onClick={() => signIn(provider)}>
            {words.continueWith(providerLabels[provider] ?? provider)}
          </Button>
        ))}
      </div>
      <ReturnHint />
    </>
  )
}
