import { describe, expect, it } from 'vitest'
import { canDraw, fillTemplate, placeholder } from '../../early/profile-fields.ts'
import type { UserProfile } from '../../src/auth/store/user-profile.ts'

const person: UserProfile = {
  subject: 'a',
  name: '김민서',
  email: 'minseo@example.com',
  picture: null,
  groups: [],
  provider: null,
  linkedProviders: [],
}

/** Fills a page that contains `text` with a user's profile. Returns the text of the page. */
function filled(text: string, changes: Partial<UserProfile>): string {
  const page = document.createDocumentFragment()
  const paragraph = document.createElement('p')
  paragraph.append(text)
  page.append(paragraph)
  fillTemplate(page, { ...person, ...changes }, { SignInWithApple: 'Apple' })
  expect(page.childElementCount + paragraph.childElementCount).toBe(1)
  return paragraph.textContent
}

describe('the profile fields in a prerendered page', () => {
  it('replace the placeholders of the build and keep the text around them', () => {
    expect(filled(`Hello, ${placeholder('name')}! ${placeholder('email')}`, {})).toBe(
      'Hello, 김민서! minseo@example.com',
    )
  })

  it('keep the text of the page for a user without groups and without an external provider', () => {
    const text = `${placeholder('groups', 'None')}, ${placeholder('provider', 'E-mail and password')}`
    expect(filled(text, {})).toBe('None, E-mail and password')
    expect(filled(text, { groups: ['admins', 'staff'], provider: 'Google' })).toBe('admins, staff, Google')
    expect(filled(placeholder('provider'), { provider: 'SignInWithApple' })).toBe('Apple')
  })

  it('are inserted as text, and placeholders in their values are not replaced', () => {
    expect(filled(placeholder('name'), { name: '<b>{email|x}</b>$&' })).toBe('<b>{email|x}</b>$&')
  })

  it('cannot be drawn without an e-mail address, since the page then has other text', () => {
    expect(canDraw({ ...person, email: null })).toBe(false)
    expect(canDraw({ ...person, linkedProviders: ['Google'] })).toBe(false)
    expect(canDraw(person)).toBe(true)
  })
})
