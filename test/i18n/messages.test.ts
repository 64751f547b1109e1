import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src/i18n/languages.ts'
import { loadMessages, messagesOf } from '../../src/i18n/load-messages.ts'

const root = join(import.meta.dirname, '../..')
const parts = ['primary', 'landing', 'secondary', 'config'] as const

await Promise.all(languages.flatMap((language) => parts.map((part) => loadMessages(part, language))))

/** The names of all messages, e.g. `themes`, `dark`. */
function namesOf(messages: object): string[] {
  return Object.entries(messages).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? [name, ...namesOf(value)] : [name],
  )
}

const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.replaceAll('\\', '/').includes('i18n/messages/'))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
  .join('\n')

describe.each(languages)('%s', (language) => {
  it.each(parts)('has all messages of %s', (part) => {
    expect(messagesOf(part, language)).not.toBeNull()
  })
})

it('each message is used', () => {
  const names = parts.flatMap((part) => namesOf(messagesOf(part, 'en') ?? {}))
  expect(names.length).toBeGreaterThan(150)
  expect(names.filter((name) => !new RegExp(`[^\\w-]${name}(?![\\w-])`).test(source))).toEqual([])
})
