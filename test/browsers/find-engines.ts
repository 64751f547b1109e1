import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { firefox, webkit, type BrowserType } from '@playwright/test'
import { installFromDebian, pathsOf, windowsPathsOf } from '../../scripts/programs.ts'
import type { Browser } from './browser.ts'
import { startWithBidi } from './bidi-browser.ts'
import { startWithPlaywright } from './playwright-browser.ts'
import { startWithWebDriver, type WebKitPrograms } from './webdriver-browser.ts'

export interface Engine {
  readonly name: 'Firefox' | 'WebKit'
  /** Starts the engine's browser with an empty profile, or is null if no such browser was found. */
  readonly start: (() => Promise<Browser>) | null
}

type Start = Engine['start']

/** Finds a browser of each engine. As root on Debian, installs the browsers that are not there. */
export function findOrInstallEngines(): readonly Engine[] {
  return [
    { name: 'Firefox', start: findFirefox() ?? findAfterInstall(['firefox-esr'], findFirefox) },
    { name: 'WebKit', start: findWebKit() ?? findAfterInstall(['webkit2gtk-driver', 'xvfb'], findWebKit) },
  ]
}

function findAfterInstall(packages: readonly string[], find: () => Start): Start {
  try {
    return installFromDebian([...packages, 'fonts-dejavu-core']) ? find() : null
  } catch (error) {
    console.error(`apt-get failed: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

function findFirefox(): Start {
  const path = firefoxPaths().find((candidate) => existsSync(candidate))
  return path === undefined ? findOfPlaywright(firefox) : () => startWithBidi(path)
}

function firefoxPaths(): string[] {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox']
  if (process.platform === 'win32') return windowsPathsOf(['Mozilla Firefox\\firefox.exe'])
  return pathsOf(['firefox-esr', 'firefox'])
}

function findWebKit(): Start {
  const programs = findWebKitGtk()
  return programs === null ? findOfPlaywright(webkit) : () => startWithWebDriver(programs)
}

function findWebKitGtk(): WebKitPrograms | null {
  const driver = pathsOf(['WebKitWebDriver']).find((path) => existsSync(path))
  const miniBrowser = miniBrowserPaths().find((path) => existsSync(path))
  const xServer = pathsOf(['Xvfb']).find((path) => existsSync(path)) ?? null
  const hasScreen = xServer !== null || process.env['DISPLAY'] !== undefined
  return driver === undefined || miniBrowser === undefined || !hasScreen ? null : { driver, miniBrowser, xServer }
}

/** Debian keeps the library's programs in a folder of the architecture. */
function miniBrowserPaths(): string[] {
  return ['/usr/libexec', '/usr/lib']
    .flatMap((folder) => [folder, ...foldersIn(folder, /-linux-gnu/)])
    .flatMap((folder) => foldersIn(folder, /^webkit2?gtk-/))
    .map((folder) => join(folder, 'MiniBrowser'))
}

function foldersIn(folder: string, name: RegExp): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((entry) => name.test(entry)).map((entry) => join(folder, entry))
}

function findOfPlaywright(engine: BrowserType): Start {
  return existsSync(engine.executablePath()) ? () => startWithPlaywright(engine) : null
}
