import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const commands = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * Finds a browser for the browser tests: `CHROME_PATH`, an installed Chrome, Chromium or Edge, or one that Playwright
 * has downloaded.
 *
 * @returns the path of its program, or null if there is none
 */
export function findBrowser(): string | null {
  const asked = process.env['CHROME_PATH']
  if (asked !== undefined && asked !== '') return existsSync(asked) ? asked : null
  return [...installed(), chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

/** Finds a browser or, as root on Debian, installs one; throws a plain sentence where neither works. */
export function findOrInstallBrowser(): string {
  const found = findBrowser() ?? installFromDebian()
  if (found !== null) return found
  throw new Error(
    'The browser tests need Chrome, Chromium or Edge, and none was found. Install one, run "npx playwright install chromium", or name its program in CHROME_PATH.',
  )
}

function installed(): string[] {
  if (process.platform === 'darwin') return macApps
  if (process.platform === 'win32') {
    const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
    return folders.flatMap((folder) => windowsPrograms.map((program) => join(folder, program)))
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)))
}

function installFromDebian(): string | null {
  if (process.env['CHROME_PATH'] || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  console.info('No browser found; installing Debian’s chromium.')
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as const,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], { ...options, stdio: [...options.stdio] })
  const packages = ['chromium', 'fonts-dejavu-core']
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    ...options,
    stdio: [...options.stdio],
  })
  return findBrowser()
}
