import { describe, expect, it } from 'vitest'
import { canDraw, fillTemplate, placeholder } from '../../early/profile-fields.ts'
import type { UserProfile } from '../../src/auth/store/user-profile.ts'

const person: UserProfile = {
  subject: 'a',
  name: '김민서',
  email: 'minseo@example.com',
  groups: [],
  provider: 'Cognito',
}

/** What a page says whose text is `text`, once it is filled in for somebody. */
function filled(text: string, changes: Partial<UserProfile>): string {
  const page = document.createDocumentFragment()
  const paragraph = document.createElement('p')
  paragraph.append(text)
  page.append(paragraph)
  fillTemplate(page, { ...person, ...changes })
  expect(page.childElementCount + paragraph.childElementCount).toBe(1)
  return paragraph.textContent
}

describe('the facts of a person in a prerendered page', () => {
  it('stand where the build left blanks, among its words', () => {
    expect(filled(`Hello, ${placeholder('name')}! ${placeholder('email')}`, {})).toBe(
      'Hello, 김민서! minseo@example.com',
    )
  })

  it('leave the page its own words for no group and for a password', () => {
    const text = `${placeholder('groups', 'None')}, ${placeholder('provider', 'E-mail and password')}`
    expect(filled(text, {})).toBe('None, E-mail and password')
    expect(filled(text, { groups: ['admins', 'staff'], provider: 'Google' })).toBe('admins, staff, Google')
  })

  it('are text, and are not looked into again', () => {
    expect(filled(placeholder('name'), { name: '<b>{email|x}</b>$&' })).toBe('<b>{email|x}</b>$&')
  })

  it('are not enough without an e-mail address: then the page would say something else', () => {
    expect(canDraw({ ...person, email: null })).toBe(false)
    expect(canDraw(person)).toBe(true)
  })
})
