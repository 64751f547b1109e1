import type { ComponentType } from 'react'
import { useSession } from '../../react/use-session.ts'
import type { UserProfile } from '../../auth/store/user-profile.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Page } from '../../ui/page.tsx'
import { useAppName } from '../layout/app-name.ts'
import { Header } from '../layout/header.tsx'
import { SessionPanel } from './session-panel.tsx'
import { useHydrated } from './use-hydrated.ts'

interface AccountPageProps {
  readonly providerLabels: Readonly<Record<string, string>>
}

interface Cards {
  /** The cards that load after the first page; null until they are there. */
  readonly cards: Readonly<Record<'ApiCard' | 'ClaimsCard' | 'NoteCard', ComponentType>> | null
}

export function AccountPage({ providerLabels, cards }: AccountPageProps & Cards) {
  const words = useMessages('primary')
  const session = useSession()
  const appName = useAppName()
  const isHydrated = useHydrated()
  if (session.status !== 'signed-in') return null
  return (
    <Page title={`${words.title} · ${appName}`} header={<Header />}>
      <div>
        <h1>
          <bdi>{words.greeting(session.person.name)}</bdi>
        </h1>
        <p className="muted">{words.accountLead}</p>
      </div>
      <div className="cards">
        <div className="column">
          <ProfileCard person={session.person} providerLabels={providerLabels} />
          {isHydrated && cards && <cards.NoteCard />}
        </div>
        <div className="column">
          {isHydrated && <SessionPanel session={session} />}
          {isHydrated && cards && (
            <>
              <cards.ApiCard />
              <cards.ClaimsCard />
            </>
          )}
        </div>
      </div>
    </Page>
  )
}

function ProfileCard({ person, providerLabels }: AccountPageProps & { readonly person: UserProfile }) {
  const words = useMessages('primary')
  const { name, email, groups, provider, linkedProviders } = person
  const labelOf = (providerName: string) => providerLabels[providerName] ?? providerName
  return (
    <Card title={words.profile}>
      <Facts>
        <Fact label={words.name}>
          <bdi>{name}</bdi>
        </Fact>
        {email !== null && (
          <Fact label={words.email}>
            <bdi>{email}</bdi>
          </Fact>
        )}
        <Fact label={words.groups}>{groups.length === 0 ? words.noGroups : groups.join(', ')}</Fact>
        {linkedProviders.length > 0 ? (
          <Fact label={words.linkedProviders}>{linkedProviders.map(labelOf).join(', ')}</Fact>
        ) : (
          <Fact label={words.provider}>{provider === null ? words.byPassword : labelOf(provider)}</Fact>
        )}
      </Facts>
    </Card>
  )
}
