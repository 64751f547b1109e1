import { use } from 'react'
import { Link } from 'react-router-dom'
import { accountPath, debugQuery } from '../config/paths.ts'
import { useMessages } from '../i18n/language-context.tsx'
import { LaterPartsContext } from '../react/later-parts.ts'
import { useSession } from '../react/use-session.ts'
import type { UserProfile } from '../auth/store/user-profile.ts'
import { Button } from '../ui/button.tsx'
import { ProviderMark } from '../ui/provider-mark.tsx'
import { SignInPreview } from '../ui/sign-in-preview.tsx'
import { Avatar } from './user/avatar.tsx'
import { useAppName } from '../react/use-site.ts'
import { SitePage } from './layout/site-page.tsx'

export interface LandingPageProps {
  /** As configured in the pool; a button each. */
  readonly providers: readonly string[]
  /** What a provider is called, where that is not its name. */
  readonly providerLabels: Readonly<Record<string, string>>
}

export function LandingPage(props: LandingPageProps) {
  const session = useSession()
  return (
    <SitePage title={useAppName()}>
      {session.status === 'signed-in' ? <Welcome person={session.person} /> : <Hero {...props} />}
    </SitePage>
  )
}

function Welcome({ person }: { readonly person: UserProfile }) {
  const { greeting } = useMessages('primary')
  const words = useMessages('landing')
  return (
    <div className="message">
      <Avatar name={person.name} picture={person.picture} size="large" />
      <h1 tabIndex={-1}>
        <bdi>{greeting(person.name)}</bdi>
      </h1>
      <p className="muted">
        {words.signedInAs} <bdi>{person.email ?? person.name}</bdi>
      </p>
      <div className="actions">
        <Link className="button primary normal" to={accountPath}>
          {words.toAccount}
        </Link>
      </div>
    </div>
  )
}

function Hero(props: LandingPageProps) {
  const words = useMessages('landing')
  return (
    <div className="hero">
      <div className="hero-text">
        <h1 tabIndex={-1}>{words.heroTitle}</h1>
        <p className="lead">{words.heroLead}</p>
        <WaysIn {...props} />
      </div>
      <SignInPreview />
    </div>
  )
}

function WaysIn({ providers, providerLabels }: LandingPageProps) {
  const { signIn: signInLabel } = useMessages('primary')
  const words = useMessages('landing')
  const session = useSession()
  const parts = use(LaterPartsContext)
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
          {signInLabel}
        </Button>
        {providers.map((provider) => (
          <Button key={provider} data-sign-in={provider} look="secondary" onClick={() => signIn(provider)}>
            <ProviderMark provider={provider} />
            {words.continueWith(providerLabels[provider] ?? provider)}
          </Button>
        ))}
      </div>
      <p className="muted">
        {words.noAccount}{' '}
        <button
          type="button"
          className="link-button"
          onClick={() => void session.signIn({ page: 'sign-up', returnTo: accountPath })}
        >
          {words.signUp}
        </button>
      </p>
      {parts !== null && <parts.LandingNotices />}
    </>
  )
}
