import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Certificate } from './serve.ts'

const dayMs = 24 * 3600_000
const validDays = 365

/**
 * A self-signed certificate for this computer. It is kept in a file that only its owner can read, so that a developer
 * has to trust it in the browser only once a year. Makes a new one if it is about to expire, or if the file does not
 * contain a certificate.
 */
export async function ownCertificate(file: string): Promise<Certificate> {
  const kept = readKept(file)
  if (kept !== undefined) return kept
  // Loaded only here, because most developers never use https.
  const { generate } = await import('selfsigned')
  const altNames = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
    { type: 7, ip: '::1' },
  ] as const
  const created = await generate([{ name: 'commonName', value: 'local-cognito' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validDays * dayMs),
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${created.private.trim()}\n${created.cert.trim()}\n`, { mode: 0o600 })
  return { key: created.private, cert: created.cert }
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
