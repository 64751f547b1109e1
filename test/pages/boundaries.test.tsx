import { render, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '../../src/react/use-session.ts'
import { openApp } from '../support/open-app.tsx'
import { joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()

beforeEach(async () => {
  await network.startPool(new TestClock())
})

/** Silences console.error. React reports the errors that it catches, and these tests cause such errors. */
function silenceReports(): void {
  vi.spyOn(console, 'error').mockImplementation(() => {})
}

describe('useSession', () => {
  it('throws a clear message outside its provider', () => {
    silenceReports()
    const Stray = () => useSession().status
    expect(() => render(<Stray />)).toThrow('useSession() needs an <AuthProvider> above it.')
    vi.mocked(console.error).mockClear()
  })
})

describe('an error while rendering', () => {
  it('F49: shows a page with a reload button, and no detail of the error', async () => {
    silenceReports()
    const providers: string[] = []
    providers.map = () => {
      throw new Error('eyJhbGciOi secret')
    }
    await openApp('/', { clock: new TestClock(), providers })
    expect(screen.getByRole('heading', { level: 1, name: 'This page cannot be shown' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
    expect(document.body.textContent).not.toContain('eyJ')
    vi.mocked(console.error).mockClear()
  })
})
