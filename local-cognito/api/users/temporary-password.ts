import { randomInt } from 'node:crypto'
import type { PasswordPolicy } from '../../config/pool-config.ts'

const classes = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#$%^&*']

/** Makes a password that every policy accepts: at least 12 characters of all four classes. */
export function makeTemporaryPassword({ minimumLength }: Pick<PasswordPolicy, 'minimumLength'>): string {
  const length = Math.max(minimumLength, 12)
  return Array.from({ length }, (_, index) => pick(classes[index % classes.length] ?? '')).join('')
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length))
}
