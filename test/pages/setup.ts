import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// A busy machine may take longer than a second to load a part of the app.
configure({ asyncUtilTimeout: 5_000 })

// A console error or warning fails the test, even if the page looks right.
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})

afterEach(() => {
  cleanup()
  const reports = [console.error, console.warn].flatMap((report) => vi.mocked(report).mock.calls)
  if (reports.length > 0) throw new Error(`The console complained: ${JSON.stringify(reports)}`)
})
