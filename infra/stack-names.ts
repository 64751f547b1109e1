/** The names of an environment's stacks, also in AWS. */
export function stackNames(environment: string): { pool: string; site: string; logs: string } {
  const prefix = `toyseven-${environment}`
  return { pool: `${prefix}-pool`, site: `${prefix}-site`, logs: `${prefix}-logs` }
}
