import type { ComponentType } from 'react'
import type { SignedIn } from '../../auth/store/session-state.ts'
import { useSession } from '../../react/use-session.ts'
import type { UserProfile } from '../../auth/store/user-profile.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Avatar } from '../user/avatar.tsx'
import { useAppName } from '../../react/use-site.ts'
import { SitePage } from '../layout/site-page.tsx'
import { useHydrated } from '../../react/use-hydrated.ts'

interface AccountPageProps {
  readonly providerLabels: Readonly<Record<string, string>>
}

interface LaterCards extends Readonly<Record<'ApiCard' | 'ClaimsCard' | 'NoteCard', ComponentType>> {
  readonly SessionPanel: ComponentType<{ readonly session: SignedIn }>
}

interface Cards {
  /** The cards that load after the first page; null until they are there. */
  readonly cards: LaterCards | null
}

export function AccountPage({ providerLabels, cards }: AccountPageProps & Cards) {
  const words = useMessages('primary')
  const session = useSession()
  const appName = useAppName()
  const isHydrated = useHydrated()
  if (session.status !== 'signed-in') return null
  return (
    <SitePage title={`${words.title} · ${appName}`}>
      <div className="greeting">
        <Avatar name={session.person.name} picture={session.person.picture} size="large" />
        <div>
          <h1 tabIndex={-1}>
            <bdi>{words.greeting(session.person.name)}</bdi>
          </h1>
          <p className="muted">{words.accountLead}</p>
        </div>
      </div>
      <div className="cards">
        <div className="column">
          <ProfileCard person={session.person} providerLabels={providerLabels} />
          {isHydrated && cards && <cards.NoteCard />}
        </div>
        <div className="column">
          {isHydrated && cards && (
            <>
              <cards.SessionPanel session={session} />
              <cards.ApiCard />
              <cards.ClaimsCard />
            </>
          )}
        </div>
      </div>
    </SitePage>
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
