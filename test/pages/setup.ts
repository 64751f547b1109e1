import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// What the console complains of is a fault, whether or not the page still looks right.
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})

afterEach(() => {
  cleanup()
  const complaints = [console.error, console.warn].flatMap((report) => vi.mocked(report).mock.calls)
  if (complaints.length > 0) throw new Error(`The console complained: ${JSON.stringify(complaints)}`)
})
