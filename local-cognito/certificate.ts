import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Certificate } from './serve.ts'

const dayMs = 24 * 3600_000
const lifeDays = 365

/**
 * A self-signed certificate for this computer, kept in a file that only its owner can read, so that a browser has to be
 * told once a year. Made anew when it is about to end, or when the file is no certificate.
 */
export async function ownCertificate(file: string): Promise<Certificate> {
  const kept = readKept(file)
  if (kept !== undefined) return kept
  // Loaded only here: most people never ask for https.
  const { generate } = await import('selfsigned')
  const altNames = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
    { type: 7, ip: '::1' },
  ] as const
  const made = await generate([{ name: 'commonName', value: 'local-cognito' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + lifeDays * dayMs),
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${made.private.trim()}\n${made.cert.trim()}\n`, { mode: 0o600 })
  return { key: made.private, cert: made.cert }
}

function readKept(file: string): Certificate | undefined {
  try {
    const pem = readFileSync(file, 'utf8')
    const end = Date.parse(new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))).validTo)
    return end - Date.now() > dayMs ? { key: pem, cert: pem } : undefined
  } catch {
    return undefined
  }
}
