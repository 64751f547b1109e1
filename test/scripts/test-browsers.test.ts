import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../support/running-command.ts'

// On the other systems, browsers are found without the PATH.
describe.skipIf(process.platform !== 'linux')('npm run test:browsers without any engine', () => {
  it('names each engine with the reason, and fails', async () => {
    // Neither the browsers nor apt-get are in an empty PATH.
    const env = { PATH: '', PLAYWRIGHT_BROWSERS_PATH: mkdtempSync(join(tmpdir(), 'no-browsers-')) }
    const command = startCommand(process.cwd(), process.execPath, ['scripts/run.mjs', 'scripts/test-browsers.ts'], env)
    expect(await command.code).toBe(1)
    const why = 'this command installs it only as root on Debian|apt-get failed: .+'
    expect(command.output()).toMatch(
      new RegExp(`- Firefox: not found: there is no firefox, and no firefox of Playwright; (${why})\n`),
    )
    expect(command.output()).toMatch(
      new RegExp(`- WebKit: not found: there is no WebKitWebDriver, .*no webkit of Playwright; (${why})\n`),
    )
    expect(command.output()).toContain('None was found.')
  })
})
