import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../build/parse-env.ts'
import { envSchema } from '../../build/config/schema.ts'
import { valueWarnings } from '../../build/config/warnings.ts'
import { configExamples } from '../../src/config/config-examples.ts'
import { configRules } from '../../src/config/config-issue.ts'
import { config as en } from '../../src/i18n/messages/en/config.ts'
import { config as ko } from '../../src/i18n/messages/ko/config.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

const variables = Object.entries(envSchema.entries).map(([name, entry]) => {
  const rules = entry.type === 'optional' ? entry.wrapped : entry
  const byDefault = entry.type === 'optional' ? v.getDefault(entry) : undefined
  const isRequired = entry.type !== 'optional'
  return { name, isRequired, byDefault, examples: v.getExamples(rules), meaning: v.getDescription(rules) }
})

describe('the schema of the configuration', () => {
  it('has the variables of the examples, and their values are valid', () => {
    expect(variables.map(({ name, examples }) => [name, ...examples])).toEqual(Object.entries(configExamples))
    expect(readConfig(configExamples)).toMatchObject({ ok: true })
    expect(valueWarnings(configExamples)).toEqual([])
  })

  it('docs/ko/configuration.md: lists each variable with its default and its example', () => {
    const rows = variables.map(({ name, isRequired, byDefault, examples }) => {
      const standard = isRequired ? '필수' : byDefault === undefined ? '' : `\`${byDefault}\``
      return `| \`${name}\` | ${standard} | \`${examples[0]}\` `
    })
    const listed = read('docs/ko/configuration.md').match(/^\| `.*? \| .*? \| .*? (?=\| )/gm)
    expect(listed).toEqual(rows)
  })

  it('docs/configuration.md: lists each variable with its default, its example and its meaning', () => {
    const rows = variables.map(({ name, isRequired, byDefault, examples, meaning }) => {
      const standard = isRequired ? 'required' : byDefault === undefined ? '' : `\`${byDefault}\``
      return `| \`${name}\` | ${standard} | \`${examples[0]}\` | ${meaning} |`
    })
    const listed = read('docs/configuration.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(listed).toEqual(rows)
  })

  it('.env.example: has each variable with its example, and no other but CONFIG_ACCEPTED', () => {
    const lines = read('.env.example').split('\n')
    for (const [name, example] of Object.entries(configExamples)) expect(lines).toContain(`# ${name}=${example}`)
    const names = lines.flatMap((line) => /^(?:# )?([A-Z_]+)=/.exec(line)?.[1] ?? [])
    expect(new Set(names)).toEqual(new Set([...Object.keys(configExamples), 'CONFIG_ACCEPTED']))
    const required = variables.filter(({ isRequired }) => isRequired).map(({ name }) => `${name}=`)
    expect(lines.filter((line) => line.startsWith('VITE_'))).toEqual(required)
  })

  it.each([
    ['en', en],
    ['ko', ko],
  ])('has a message in %s for each rule, and no other', (_language, { rules }) => {
    expect(Object.keys(rules).toSorted()).toEqual([...configRules].toSorted())
  })

  it('names the same details in both languages', () => {
    const detailsIn = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    for (const rule of configRules) expect(detailsIn(ko.rules[rule])).toEqual(detailsIn(en.rules[rule]))
  })
})
