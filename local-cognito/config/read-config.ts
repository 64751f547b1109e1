import * as v from 'valibot'
import { findShortLives } from './limits.ts'
import { fileSchema, withOrigin } from './pool-config.ts'
import type { PoolConfig } from './pool-config.ts'

export type ConfigReading =
  | { readonly kind: 'fit'; readonly pools: readonly PoolConfig[]; readonly notes: readonly string[] }
  /** Every fault, a line each: the place, then what it has to be. */
  | { readonly kind: 'wrong'; readonly lines: readonly string[] }

/**
 * Reads what a configuration file holds, and refuses what Cognito would refuse: prefixes with its names in them,
 * `http` callbacks away from the loopback address, lives of tokens out of range. All faults are named at once.
 */
export function readConfig(value: unknown, scheme: 'http' | 'https' = 'http'): ConfigReading {
  const parsed = v.safeParse(fileSchema, value)
  if (!parsed.success) return { kind: 'wrong', lines: parsed.issues.map(describeIssue) }
  const { pools } = parsed.output
  const faults = [...findDoubles(pools), ...pools.flatMap(shortLivesRefused)]
  if (faults.length > 0) return { kind: 'wrong', lines: faults }
  const notes = pools.flatMap((pool, index) =>
    findShortLives(pool).map(({ path, message }) => `pools[${index}].${path}: ${message}`),
  )
  return { kind: 'fit', pools: pools.map((pool) => withOrigin(pool, scheme)), notes }
}

type FilePools = v.InferOutput<typeof fileSchema>['pools']

function shortLivesRefused(pool: FilePools[number], index: number): string[] {
  if (pool.allowsShortLives) return []
  const faults = findShortLives(pool)
  return faults.map(({ path, message }) => `pools[${index}].${path}: ${message}; allowsShortLives takes it`)
}

/** Two that share a port, an id or an address would answer for each other. */
function findDoubles(pools: FilePools): string[] {
  const ports = pools.flatMap(({ port, issuerPort }) => (issuerPort === undefined ? [port] : [port, issuerPort]))
  return [
    ...doubles(ports).map((port) => `pools: the port ${port} is there twice`),
    ...doubles(pools.map(({ poolId }) => poolId)).map((id) => `pools: the poolId ${id} is there twice`),
    ...pools.flatMap((pool, index) => [
      ...doubles(pool.clients.map(({ id }) => id)).map((id) => `pools[${index}].clients: the id ${id} is there twice`),
      ...doubles(pool.people.map(({ email }) => email.toLowerCase())).map(
        (email) => `pools[${index}].people: the address ${email} is there twice`,
      ),
      ...doubles(pool.googleAccounts.map(({ googleSub }) => googleSub)).map(
        (sub) => `pools[${index}].googleAccounts: the googleSub ${sub} is there twice`,
      ),
    ]),
  ]
}

function doubles<T>(values: readonly T[]): T[] {
  const seen = new Set<T>()
  const twice = new Set<T>()
  for (const value of values) {
    if (seen.has(value)) twice.add(value)
    seen.add(value)
  }
  return [...twice]
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = issue.path?.reduce(appendKey, '') || 'the file'
  if (issue.expected === 'never') return `${place}: no such setting`
  // A member that is missing has no value of its own for the check to speak of.
  if (issue.received === 'undefined') return `${place}: is missing`
  return `${place}: ${issue.expected === 'Object' ? 'has to be an object' : issue.message}`
}

function appendKey(path: string, { key }: { key?: unknown }): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? String(key) : `${path}.${String(key)}`
}
