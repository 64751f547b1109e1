import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { e2eBuilds, type Edit } from '../test/e2e/builds.ts'
import { buildForTests } from './build-for-tests.ts'
import { findOrInstallBrowser } from './find-browser.ts'
import { runTool } from './run-tool.ts'

const notCopied = new Set(['node_modules', '.git', 'dist', 'test-results'])

/** Builds what the browser tests look at, finds a browser, and runs them. Arguments go to Playwright. */
export async function main(args: string[]): Promise<number> {
  const browser = findOrInstallBrowser()
  for (const { outDir, env, ...others } of e2eBuilds) {
    const tree = 'edits' in others ? editedTree(others.edits) : process.cwd()
    await buildForTests(tree, resolve(outDir), env, 'base' in others ? others.base : '/')
    if (tree !== process.cwd()) rmSync(tree, { recursive: true })
  }
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli')
  return runTool(playwright, ['test', ...args], { CHROME_PATH: browser })
}

/** A copy of the project with these edits. Throws if a text to replace is not there. */
function editedTree(edits: readonly Edit[]): string {
  const tree = mkdtempSync(join(tmpdir(), 'toyseven-e2e-'))
  cpSync('.', tree, { recursive: true, filter: (path) => !notCopied.has(basename(path)) })
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'), 'junction')
  for (const edit of edits) apply(edit, join(tree, edit.path))
  return tree
}

function apply(edit: Edit, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  if (edit.kind === 'delete') rmSync(path, { recursive: true })
  else writeFileSync(path, edit.kind === 'write' ? edit.text : replaced(readFileSync(path, 'utf8'), edit))
}

function replaced(source: string, { path, text, by }: Extract<Edit, { kind: 'replace' }>): string {
  if (!source.includes(text)) throw new Error(`${path} does not hold: ${text}`)
  return source.replace(text, () => by)
}
