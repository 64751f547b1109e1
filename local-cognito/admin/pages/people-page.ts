import { html } from 'hono/html'
import type { GoogleAccount, Person } from '../../config/people-config.ts'
import { postForm } from '../../hosted-ui/layout/form.ts'
import { nameInItsLanguage } from '../../hosted-ui/layout/page.ts'
import type { Html, PageBody } from '../../hosted-ui/layout/page.ts'
import type { PageText } from '../../hosted-ui/text/page-text.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import type { ListingView } from './listing-view.ts'
import { navigation } from './navigation.ts'
import { table } from './table.ts'
import type { Cell } from './table.ts'

const mostShown = 100

type FoundPeople = {
  readonly people: readonly (PoolUser & { readonly password?: string })[]
  readonly count: number
  readonly googleAccounts: readonly GoogleAccount[]
}

export type PeopleDeps = {
  readonly config: { readonly people: readonly Person[] }
  readonly users: Pick<Users, 'all'>
  readonly googleAccounts: { all(): readonly GoogleAccount[] }
}

/**
 * Finds the first hundred users with `query` in their address or name. Includes the configured passwords: they are in
 * the configuration file anyway.
 */
export function findPeople({ users, config, googleAccounts }: PeopleDeps, query: string): FoundPeople {
  const passwords = new Map(config.people.map(({ sub, password }) => [sub, password]))
  const wanted = query.toLowerCase()
  const found = users.all().filter(({ email, name }) => `${email} ${name}`.toLowerCase().includes(wanted))
  const people = found.slice(0, mostShown).map((user) => {
    const password = passwords.get(user.sub)
    return password === undefined ? user : { ...user, password }
  })
  return { people, count: found.length, googleAccounts: googleAccounts.all().slice(0, mostShown) }
}

/** The users of the pool and the accounts of the stand-in for Google. */
export function peoplePage({ found, csrfToken, query }: ListingView<FoundPeople>, text: PageText): PageBody {
  const rows = found.people.map((user): Cell[] => [
    nameInItsLanguage(user.name),
    user.email,
    html`<code>${user.password ?? ''}</code>`,
    user.groups.join(', '),
    user.status,
    postForm('/__local/actions', '', csrfToken, enabledFields(user, text)),
  ])
  const content = html`${navigation('people', text)}
    <div class="card">
      <h1>${text.people}</h1>
      <form class="row" method="get" action="/__local/people">
        <input type="search" name="q" value="${query}" aria-label="${text.search}" />
        <button class="small" type="submit">${text.search}</button>
      </form>
      <p class="faint">${text.showing(found.people.length, found.count)}</p>
      ${table(rows, [text.name, text.email, text.password, text.groups, text.status, text.state])}
      <h2>${text.googleAccounts}</h2>
      ${table(
        found.googleAccounts.map(({ name, email }) => [nameInItsLanguage(name), email]),
        [text.name, text.email],
      )}
    </div>`
  return { title: text.people, content, width: 'wide' }
}

function enabledFields({ email, isEnabled }: PoolUser, text: PageText): Html {
  return html`<input type="hidden" name="back" value="people" />
    <input type="hidden" name="email" value="${email}" />
    <input type="hidden" name="isEnabled" value="${String(!isEnabled)}" />
    ${isEnabled ? text.enabled : text.disabled}
    <button class="small" type="submit" name="action" value="set-enabled">
      ${isEnabled ? text.disable : text.enable}
    </button>`
}
