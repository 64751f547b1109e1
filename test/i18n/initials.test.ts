import { expect, it } from 'vitest'
import { initialsOf } from '../../src/i18n/initials.ts'

it.each([
  ['Jordan Lee', 'JL'],
  ['김민서', '민서'],
  ['남궁민수', '민수'],
  ['김 민서', '김민'],
  ['Sam', 'S'],
  ['minseo@example.com', 'M'],
  ['ada.lovelace@example.com', 'AL'],
  ['María José de la Cruz', 'MC'],
  ['  jean-luc  ', 'JL'],
  ['👨‍👩‍👧‍👦 Family', '👨‍👩‍👧‍👦F'],
  ['محمد علي', 'مع'],
  ['', ''],
])('%s: %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
