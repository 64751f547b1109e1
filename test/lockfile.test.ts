import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly resolved?: string
  readonly integrity?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'),
)
const root = join(import.meta.dirname, '..')
const own: {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

const infraLock: typeof lock = JSON.parse(readFileSync(join(root, 'infra/package-lock.json'), 'utf8'))
const infraPackages = Object.entries(infraLock.packages).filter(([path]) => path !== '')

describe('infra/package-lock.json', () => {
  it('names no registry, and has an integrity for every package', () => {
    expect(infraPackages.length).toBeGreaterThan(50)
    // What is inside another package is checked with that package.
    const downloaded = infraPackages.filter(([, { inBundle }]) => inBundle !== true)
    const wrong = downloaded.filter(([, { resolved, integrity }]) => resolved !== undefined || integrity === undefined)
    expect(wrong.map(([path]) => path)).toEqual([])
  })
})

describe('package-lock.json', () => {
  it('names no registry', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('has an integrity for every package', () => {
    expect(installed.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([])
  })

  it('holds the binaries of every platform, not only of the one it was made on', () => {
    const paths = new Set(installed.map(([path]) => path))
    const missing = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !paths.has(`node_modules/${name}`) && !paths.has(`${path}/node_modules/${name}`))
        .map((name) => `${path} lacks ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('A78: lets no package run a script when it is installed but those that package.json decides on', () => {
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)
    const decided = Object.keys(own.allowScripts).map((name) => `node_modules/${name}`)
    expect(withScript).toEqual(decided)
    expect(Object.values(own.allowScripts)).not.toContain(true)
  })

  it('A78: brings ten packages into the app at most, all under licences that ask for no more than a notice', () => {
    const shipped = installed.filter(([, { dev, optional }]) => dev !== true && optional !== true)
    expect(shipped.length).toBeLessThanOrEqual(10)
    expect(new Set(shipped.map(([, { license }]) => license))).toEqual(new Set(['MIT', 'Apache-2.0']))
  })
})

describe('docs/dependencies.md', () => {
  const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
  const named = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)

  it('gives a reason for each dependency, and for none that is gone', () => {
    expect(new Set(named)).toEqual(new Set([...Object.keys(own.dependencies), ...Object.keys(own.devDependencies)]))
    expect(new Set(named).size).toBe(named.length)
  })

  it('A78: knows no more than five that run in the app', () => {
    expect(Object.keys(own.dependencies).length).toBeLessThanOrEqual(5)
  })
})
