import { spawnSync } from 'node:child_process'
import { build } from 'vite'
import { e2eBuilds } from '../test/e2e/builds.ts'
import { findOrInstallBrowser } from './find-browser.ts'

/** Builds what the browser tests look at, finds a browser, and runs them. Arguments go to Playwright. */
export async function main(args: string[]): Promise<number> {
  const browser = findOrInstallBrowser()
  for (const { outDir, env } of e2eBuilds) await buildWith(outDir, env)
  const playwright = spawnSync('npx', ['playwright', 'test', ...args], {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: browser },
  })
  return playwright.status ?? 1
}

async function buildWith(outDir: string, env: Readonly<Record<string, string>>): Promise<void> {
  const before = { ...process.env }
  Object.assign(process.env, env)
  try {
    await build({ mode: 'loopback', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  } finally {
    process.env = before
  }
}
