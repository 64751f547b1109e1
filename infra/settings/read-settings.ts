import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { settingsSchema, type Environment } from './schema.ts'

/** The settings are wrong. The message has a line for each fault. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const defaultFile = join(import.meta.dirname, '../settings.json')

/**
 * Reads one environment of the settings file.
 *
 * @throws SettingsError that names every fault with its place and what is allowed, if the file is no JSON, has a wrong
 *   value or an unknown setting, or lacks the environment
 */
export function readEnvironment(name: string, file = defaultFile): Environment {
  const parsed = v.safeParse(settingsSchema, parseFile(file))
  if (!parsed.success) throw new SettingsError(['infra/settings.json:', ...parsed.issues.flatMap(linesOf)].join('\n'))
  const environment = parsed.output[name]
  if (environment !== undefined) return environment
  const names = Object.keys(parsed.output).join(', ')
  throw new SettingsError(`infra/settings.json has no environment "${name}". It has: ${names}.`)
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SettingsError(`infra/settings.json cannot be read: ${error instanceof Error ? error.message : ''}`)
  }
}

function linesOf(issue: v.BaseIssue<unknown>): string[] {
  // A union has one list of issues for each of its forms. The form with the fewest is the one that was meant.
  const inner = issue.type === 'union' ? (issue.issues ?? []) : []
  const meant = inner.filter(({ path }) => path !== undefined && path.length > 0 && path[0].origin === 'value')
  if (meant.length === 1) return meant.map((one) => lineOf(one, pathOf(issue)))
  return [lineOf(issue, '')]
}

function lineOf(issue: v.BaseIssue<unknown>, prefix: string): string {
  const path = [prefix, pathOf(issue)].filter(Boolean).join('.')
  if (issue.expected === 'never') return `  ${path}: there is no such setting`
  if (issue.received === 'undefined') return `  ${path}: is missing`
  return `  ${path}: ${issue.expected === 'Object' ? 'has to be an object' : issue.message}`
}

function pathOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? []).map(({ key }) => String(key)).join('.')
}
