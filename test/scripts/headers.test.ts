import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { main } from '../../scripts/headers.ts'

const variablesOf = (region: string) =>
  [
    `VITE_COGNITO_USER_POOL_ID=${region}_AbCdEf123`,
    'VITE_COGNITO_CLIENT_ID=1h57kf5cpq17m0eml12EXAMPLE',
    `VITE_COGNITO_DOMAIN=https://toyseven.auth.${region}.amazoncognito.com`,
  ].join('\n')

/** Runs the command in a folder with a built page, and with a pool for production and another for staging. */
async function headersIn(args: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'headers-'))
  writeFileSync(join(folder, '.env'), variablesOf('eu-west-1'))
  writeFileSync(join(folder, '.env.staging'), variablesOf('eu-west-2'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script>1</script>')
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  const printed: string[] = []
  vi.spyOn(console, 'info').mockImplementation((text: string) => printed.push(text))
  expect(await main(['--page', join(folder, 'index.html'), ...args])).toBe(0)
  return printed.join('\n')
}

describe('npm run headers', () => {
  it.each([
    [[], 'eu-west-1'],
    [['--mode', 'production'], 'eu-west-1'],
    [['--mode', 'staging'], 'eu-west-2'],
    [['--mode=staging', '--format', 'nginx'], 'eu-west-2'],
  ])('with %j allows connections to the pool of that mode: %s', async (args, region) => {
    const hosts = [
      `toyseven.auth.${region}.amazoncognito.com`,
      `cognito-idp.${region}.amazonaws.com`,
      `issuer-cognito-idp.${region}.amazonaws.com`,
    ]
    expect(await headersIn(args)).toContain(`connect-src 'self' ${hosts.map((host) => `https://${host}`).join(' ')};`)
  })

  it('prints the errors of the configuration without a stack, and ends with 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headers-'))
    writeFileSync(join(folder, '.env'), 'VITE_COGNITO_USER_POOL_ID=eu-west-1')
    writeFileSync(join(folder, 'index.html'), '<!doctype html><script>1</script>')
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    const printed: string[] = []
    vi.spyOn(console, 'error').mockImplementation((text: string) => printed.push(text))
    expect(await main(['--page', join(folder, 'index.html')])).toBe(1)
    expect(printed.join('\n')).toContain('VITE_COGNITO_USER_POOL_ID')
    expect(printed.join('\n')).not.toMatch(/^ +at /m)
  })
})
