import { spawnSync } from 'node:child_process'

const steps = ['format', 'lint', 'types', 'test:unit', 'test:e2e']

/** Runs every step of `npm test` until one fails, and prints how long each took. */
export function main(): number {
  const lines: string[] = []
  let isGreen = true
  for (const step of steps) {
    const startedAtMs = performance.now()
    const { status } = spawnSync(`npm run ${step}`, { stdio: 'inherit', shell: true })
    isGreen = status === 0
    lines.push(`${row(step, performance.now() - startedAtMs)}${isGreen ? '' : '  failed'}`)
    if (!isGreen) break
  }
  console.log(`\n${lines.join('\n')}\n${row('total', performance.now())}`)
  return isGreen ? 0 : 1
}

function row(name: string, ms: number): string {
  return `${name.padEnd(10)} ${(ms / 1000).toFixed(0).padStart(4)} s`
}
