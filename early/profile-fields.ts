import type { AppConfig } from '../src/config/app-config.ts'
import type { UserProfile } from '../src/auth/store/user-profile.ts'
import { initialsOf } from '../src/i18n/initials.ts'

type ProfileField = 'name' | 'email' | 'groups' | 'provider'

const placeholderShape = /\{(name|email|groups|provider)(?:\|([^}]*))?\}/g

/** False for a user without an e-mail address, or with linked providers, whose page has other rows. */
export function canDraw({ email, linkedProviders }: UserProfile): boolean {
  return email !== null && linkedProviders.length === 0
}

/** Stands in a prerendered page for a field that only the browser knows; `words` are shown if the field is empty. */
export function placeholder(field: ProfileField, words = ''): string {
  return `{${field}|${words}}`
}

/** Replaces the placeholders, as text only. A placeholder inside a field is not replaced again. */
export function fillTemplate(
  page: DocumentFragment,
  { name, email, groups, provider }: UserProfile,
  providerLabels: AppConfig['providerLabels'],
): void {
  for (const element of page.querySelectorAll('[data-initials]')) element.textContent = initialsOf(name)
  const fields = {
    name,
    email,
    groups: groups.join(', '),
    provider: provider && (providerLabels[provider] ?? provider),
  }
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    text.nodeValue = (text.nodeValue ?? '').replace(
      placeholderShape,
      (_placeholder, field: ProfileField, words: string) => fields[field] || words,
    )
  }
}
