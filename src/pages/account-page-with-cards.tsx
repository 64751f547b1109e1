import { AccountPage } from './account/account-page.tsx'
import { useSecondaryPages } from './load-secondary-pages.ts'

interface AccountPageWithCardsProps {
  readonly providerLabels: Readonly<Record<string, string>>
}

/** The account page. Its cards for the API, the claims and the note load after the profile and the session. */
export function AccountPageWithCards({ providerLabels }: AccountPageWithCardsProps) {
  const secondary = useSecondaryPages()
  return <AccountPage providerLabels={providerLabels} cards={secondary.status === 'loaded' ? secondary.pages : null} />
}
