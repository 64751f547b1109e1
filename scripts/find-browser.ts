import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { installFromDebian, pathsOf, windowsPathsOf } from './programs.ts'

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
  const found = findBrowser() ?? installChromium()
  if (found !== null) return found
  throw new Error(
    'The browser tests need Chrome, Chromium or Edge, and none was found. Install one, run "npx playwright install chromium", or name its program in CHROME_PATH.',
  )
}

function installed(): string[] {
  if (process.platform === 'darwin') return macApps
  return process.platform === 'win32' ? windowsPathsOf(windowsPrograms) : pathsOf(commands)
}

function installChromium(): string | null {
  if (process.env['CHROME_PATH']) return null
  return installFromDebian(['chromium', 'fonts-dejavu-core']) ? findBrowser() : null
}
