import { describe, expect, it } from 'vitest'
import { blankFor, factsOf, fillIn } from '../../src/head-start/person-facts.ts'
import type { Person } from '../../src/session/state.ts'

const person: Person = { subject: 'a', name: '김민서', email: 'minseo@example.com', groups: [], provider: 'Cognito' }

/** What a page says whose text is `text`, once it is filled in for somebody. */
function filled(text: string, somebody: Partial<Person>): string {
  const page = document.createDocumentFragment()
  const paragraph = document.createElement('p')
  paragraph.append(text)
  page.append(paragraph)
  const facts = factsOf({ ...person, ...somebody })
  if (facts === null) throw new Error('Nothing is known of them.')
  fillIn(page, facts)
  expect(page.childElementCount + paragraph.childElementCount).toBe(1)
  return paragraph.textContent
}

describe('the facts of a person in a prerendered page', () => {
  it('stand where the build left blanks, among its words', () => {
    expect(filled(`Hello, ${blankFor('name')}! ${blankFor('email')}`, {})).toBe('Hello, 김민서! minseo@example.com')
  })

  it('leave the page its own words for no group and for a password', () => {
    const text = `${blankFor('groups', 'None')}, ${blankFor('provider', 'E-mail and password')}`
    expect(filled(text, {})).toBe('None, E-mail and password')
    expect(filled(text, { groups: ['admins', 'staff'], provider: 'Google' })).toBe('admins, staff, Google')
  })

  it('are text, and are not looked into again', () => {
    expect(filled(blankFor('name'), { name: '<b>{email|x}</b>$&' })).toBe('<b>{email|x}</b>$&')
  })

  it('are not enough without an e-mail address: then the page would say something else', () => {
    expect(factsOf({ ...person, email: null })).toBeNull()
  })
})
