import type { Person } from '../session/state.ts'

/** What the account page says first of a person, as text. Empty where it has words of its own for that. */
export type PersonFacts = Readonly<Record<'name' | 'email' | 'groups' | 'provider', string>>

const blankShape = /\{(name|email|groups|provider)(?:\|([^}]*))?\}/g

/** @returns null for somebody of whom the page would say something else, since they have no e-mail address */
export function factsOf({ name, email, groups, provider }: Person): PersonFacts | null {
  if (email === null) return null
  return { name, email, groups: groups.join(', '), provider: provider === 'Cognito' ? '' : provider }
}

/** True if these are somebody's facts, and nobody else's. */
export function isOf(person: Person | null, facts: PersonFacts): boolean {
  return person !== null && JSON.stringify(factsOf(person)) === JSON.stringify(facts)
}

/** What stands in a prerendered page for a fact that is known only in the browser. */
export function blankFor(fact: keyof PersonFacts, words = ''): string {
  return `{${fact}|${words}}`
}

/** Writes the facts where the blanks are, as text and nothing else. What a fact holds is not looked into again. */
export function fillIn(page: DocumentFragment, facts: PersonFacts): void {
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    text.nodeValue = (text.nodeValue ?? '').replace(
      blankShape,
      (_blank, fact: keyof PersonFacts, words: string) => facts[fact] || words,
    )
  }
}
