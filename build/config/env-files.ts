import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isConfigVariable } from '../../src/config/config-examples.ts'
import { nearestVariable } from './near-misses.ts'
import type { ConfigWarning } from './warnings.ts'

interface EnvLine {
  readonly name: string
  readonly line: number
}

/** A setting and its value, which may go over several lines in quotes: the syntax of dotenv, which Vite reads. */
const setting = /^\s*(?:export\s+)?([\w.-]+)\s*=[^\S\r\n]*(?:"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|`(?:\\`|[^`])*`|.*)/gm

/** The prefixes of public variables in Create React App and in Next.js. */
const otherPrefix = /^(?:REACT_APP_|NEXT_PUBLIC_)/

/** The warnings about names in the environment, and about the files of variables, as Vite reads them for a mode. */
export function envFileWarnings(mode: string, root: string): readonly ConfigWarning[] {
  const inEnvironment = Object.keys(process.env).filter((name) => name.startsWith('REACT_APP_'))
  const names = ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`]
  const files = names.filter((name) => existsSync(join(root, name)))
  const warnings = files.flatMap((file) => {
    const lines = linesOf(readFileSync(join(root, file), 'utf8'))
    return [...repeated(lines, file), ...lines.flatMap(({ name }) => notRead(name))]
  })
  const tracked = trackedIn(root, files).map((file): ConfigWarning => {
    return { variable: file, rule: 'in-git', details: { file } }
  })
  return [...inEnvironment.flatMap(notRead), ...warnings, ...tracked]
}

function linesOf(text: string): readonly EnvLine[] {
  return [...text.matchAll(setting)].map(({ 0: found, 1: name = '', index }) => {
    const start = index + found.search(/\S/)
    return { name, line: text.slice(0, start).split('\n').length }
  })
}

function repeated(lines: readonly EnvLine[], file: string): readonly ConfigWarning[] {
  const names = [...new Set(lines.map(({ name }) => name))]
  return names.flatMap((variable): ConfigWarning[] => {
    const own = lines.filter(({ name }) => name === variable).map(({ line }) => line)
    return own.length < 2 ? [] : [{ variable, rule: 'twice', details: { lines: own.join(', '), file } }]
  })
}

/** A name with the prefix of another tool, or one of this app's without VITE_. */
function notRead(variable: string): readonly ConfigWarning[] {
  if (variable.startsWith('VITE_')) return []
  const suggestion = nearestVariable(`VITE_${variable.replace(otherPrefix, '')}`)
  const isOurs = otherPrefix.test(variable) || variable.startsWith('COGNITO_') || isConfigVariable(`VITE_${variable}`)
  if (!isOurs) return []
  if (/CLIENT_?SECRET$/i.test(variable)) return [{ variable, rule: 'no-client-secret' }]
  if (suggestion === null) return [{ variable, rule: 'not-read' }]
  return [{ variable, rule: 'not-read-similar', details: { suggestion } }]
}

/** The files that git has; none where there is no git. */
function trackedIn(root: string, files: readonly string[]): readonly string[] {
  if (files.length === 0) return []
  try {
    const listed = execFileSync('git', ['ls-files', '--', ...files], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    return listed.toString().split('\n').filter(Boolean)
  } catch {
    return []
  }
}
