import { gzipSync } from 'node:zlib'

export function gzipBytes(text: string): number {
  return gzipSync(text, { level: 9 }).byteLength
}

export function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}
