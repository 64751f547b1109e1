import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { firefox, webkit, type BrowserType } from '@playwright/test'
import { installFromDebian, pathsOf, windowsPathsOf } from '../../scripts/programs.ts'
import type { Browser } from './browser.ts'
import { startWithBidi } from './bidi-browser.ts'
import { startWithPlaywright } from './playwright-browser.ts'
import { startWithWebDriver } from './webdriver-browser.ts'

/** Starts an engine's browser with an empty profile; or why there is no such browser, as the end of a sentence. */
type Found = { readonly start: () => Promise<Browser> } | { readonly missing: string }

export type Engine = { readonly name: 'Firefox' | 'WebKit' } & Found

/** Finds a browser of each engine. As root on Debian, installs the browsers that are not there. */
export function findOrInstallEngines(): readonly Engine[] {
  return [
    { name: 'Firefox', ...findOrInstall(findFirefox, ['firefox-esr']) },
    { name: 'WebKit', ...findOrInstall(findWebKit, ['webkit2gtk-driver', 'xvfb']) },
  ]
}

function findOrInstall(find: () => Found, packages: readonly string[]): Found {
  const found = find()
  if ('start' in found) return found
  try {
    if (installFromDebian([...packages, 'fonts-dejavu-core'])) return find()
    return { missing: `${found.missing}; this command installs it only as root on Debian` }
  } catch (error) {
    return { missing: `${found.missing}; apt-get failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function findFirefox(): Found {
  const path = firefoxPaths().find((candidate) => existsSync(candidate))
  return path === undefined ? findOfPlaywright(firefox, ['firefox']) : { start: () => startWithBidi(path) }
}

function firefoxPaths(): string[] {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox']
  if (process.platform === 'win32') return windowsPathsOf(['Mozilla Firefox\\firefox.exe'])
  return pathsOf(['firefox-esr', 'firefox'])
}

function findWebKit(): Found {
  const driver = pathsOf(['WebKitWebDriver']).find((path) => existsSync(path))
  const miniBrowser = miniBrowserPaths().find((path) => existsSync(path))
  const xServer = pathsOf(['Xvfb']).find((path) => existsSync(path)) ?? null
  const hasScreen = xServer !== null || process.env['DISPLAY'] !== undefined
  if (driver !== undefined && miniBrowser !== undefined && hasScreen) {
    return { start: () => startWithWebDriver({ driver, miniBrowser, xServer }) }
  }
  return findOfPlaywright(webkit, [
    ...(driver === undefined ? ['WebKitWebDriver'] : []),
    ...(miniBrowser === undefined ? ['MiniBrowser'] : []),
    ...(hasScreen ? [] : ['Xvfb']),
  ])
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

function findOfPlaywright(engine: BrowserType, notFound: readonly string[]): Found {
  if (existsSync(engine.executablePath())) return { start: () => startWithPlaywright(engine) }
  return { missing: `there is no ${notFound.join(', no ')}, and no ${engine.name()} of Playwright` }
}
