import * as v from 'valibot'
import { findShortLives } from './limits.ts'
import { fileSchema, withOrigin } from './pool-config.ts'
import type { PoolConfig } from './pool-config.ts'

export type ConfigReading =
  | { readonly kind: 'fit'; readonly pools: readonly PoolConfig[]; readonly notes: readonly string[] }
  /** One line for each fault: the path in the file, then the rule that the value breaks. */
  | { readonly kind: 'wrong'; readonly lines: readonly string[] }

/**
 * Reads the content of a configuration file. Refuses values that Cognito would refuse: domain prefixes with its names
 * in them, `http` callbacks to other hosts than the loopback address, token lifetimes out of range. Reports all faults
 * together.
 */
export function readConfig(value: unknown, scheme: 'http' | 'https' = 'http'): ConfigReading {
  const parsed = v.safeParse(fileSchema, value)
  if (!parsed.success) return { kind: 'wrong', lines: parsed.issues.map(describeIssue) }
  const { pools } = parsed.output
  const faults = [...findDuplicates(pools), ...pools.flatMap(shortLivesRefused)]
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

/** Finds ports, ids and addresses that occur twice: two pools, clients or users with the same one would conflict. */
function findDuplicates(pools: FilePools): string[] {
  const ports = pools.flatMap(({ port, issuerPort }) => (issuerPort === undefined ? [port] : [port, issuerPort]))
  return [
    ...duplicates(ports).map((port) => `pools: the port ${port} is there twice`),
    ...duplicates(pools.map(({ poolId }) => poolId)).map((id) => `pools: the poolId ${id} is there twice`),
    ...pools.flatMap((pool, index) => [
      ...duplicates(pool.clients.map(({ id }) => id)).map(
        (id) => `pools[${index}].clients: the id ${id} is there twice`,
      ),
      ...duplicates(pool.people.map(({ email }) => email.toLowerCase())).map(
        (email) => `pools[${index}].people: the address ${email} is there twice`,
      ),
      ...duplicates(pool.googleAccounts.map(({ googleSub }) => googleSub)).map(
        (sub) => `pools[${index}].googleAccounts: the googleSub ${sub} is there twice`,
      ),
    ]),
  ]
}

function duplicates<T>(values: readonly T[]): T[] {
  const seen = new Set<T>()
  const twice = new Set<T>()
  for (const value of values) {
    if (seen.has(value)) twice.add(value)
    seen.add(value)
  }
  return [...twice]
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.reduce(appendKey, '') || 'the file'
  if (issue.expected === 'never') return `${path}: no such setting`
  // The check's own message is about the value, and a missing member has no value.
  if (issue.received === 'undefined') return `${path}: is missing`
  return `${path}: ${issue.expected === 'Object' ? 'has to be an object' : issue.message}`
}

function appendKey(path: string, { key }: { key?: unknown }): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? String(key) : `${path}.${String(key)}`
}
