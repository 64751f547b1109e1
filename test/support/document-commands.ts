import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const tools = /^(npm|npx|curl|aws|docker|gh|node|git|local-cognito|\w+=\S+ npm) /

/** Every README and page of docs, as a path from the root of the project. */
export function documents(): string[] {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  const inDocs = pages.filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`)
  return [
    'README.md',
    'README.ko.md',
    'SECURITY.md',
    'AGENTS.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'early/README.md',
    'local-cognito/README.md',
    ...inDocs,
  ]
}

/**
 * The commands of a page: its blocks of shell code, and the commands in its text. A block whose lines depend on each
 * other, because they call AWS or quote a command, is one command; otherwise each line is, up to `&&`.
 */
export function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const blocks = [...text.matchAll(/^```(?:sh|bash|console)\n(.*?)^```/gms)].map(([, block = '']) => block)
  const inText = [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  const commands = [...blocks.flatMap(commandsOfBlock), ...inText.filter((code) => tools.test(code)).flatMap(split)]
  return [...new Set(commands)]
}

function commandsOfBlock(block: string): string[] {
  if (/^\s*(aws|docker) /m.test(block)) return [block.trim()]
  return block
    .split('\n')
    .map((line) => line.replace(/ +# .*$/, '').trim())
    .filter((line) => line !== '')
    .flatMap(split)
}

function split(line: string): string[] {
  return line.split(' && ')
}
