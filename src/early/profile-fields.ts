import type { UserProfile } from '../auth/store/user-profile.ts'

/** The user's data in the first frame of the account page, as text. Empty where the page has its own words for it. */
export type ProfileFields = Readonly<Record<'name' | 'email' | 'groups' | 'provider', string>>

const placeholderShape = /\{(name|email|groups|provider)(?:\|([^}]*))?\}/g

/** @returns null for a user without an e-mail address, whose page has other rows */
export function profileFieldsOf({ name, email, groups, provider }: UserProfile): ProfileFields | null {
  if (email === null) return null
  return { name, email, groups: groups.join(', '), provider: provider === 'Cognito' ? '' : provider }
}

/** True if the fields are this user's. */
export function isProfileOf(user: UserProfile | null, fields: ProfileFields): boolean {
  return user !== null && JSON.stringify(profileFieldsOf(user)) === JSON.stringify(fields)
}

/** Stands in a prerendered page for a field that only the browser knows; `words` are shown if the field is empty. */
export function placeholder(field: keyof ProfileFields, words = ''): string {
  return `{${field}|${words}}`
}

/** Replaces the placeholders, as text only. A placeholder inside a field is not replaced again. */
export function fillTemplate(page: DocumentFragment, fields: ProfileFields): void {
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    text.nodeValue = (text.nodeValue ?? '').replace(
      placeholderShape,
      (_placeholder, field: keyof ProfileFields, words: string) => fields[field] || words,
    )
  }
}
