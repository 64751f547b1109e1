import { act, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { AdminPage } from '../../src/pages/admin-page.tsx'
import { LandingPage } from '../../src/pages/landing-page.tsx'
import { PaymentPage } from '../../src/pages/payment-page.tsx'
import { signedIn } from '../support/app-tab.ts'
import { createTestKit } from './test-kit.tsx'

const kit = createTestKit()
const apiUrl = 'https://api.example.com'

describe('renderWithSession', () => {
  it('renders a page for a member of a group', async () => {
    await kit.renderWithSession(<AdminPage />, { groups: ['admins'] })
    expect(screen.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible()
  })

  it('renders it for another user', async () => {
    await kit.renderWithSession(<AdminPage />, { groups: [] })
    expect(screen.getByRole('heading', { level: 1, name: 'You don’t have access' })).toBeVisible()
    expect(screen.getByText('minseo@example.com')).toBeVisible()
  })

  it('renders a page for a visitor, and in Korean', async () => {
    await kit.renderWithSession(<LandingPage providers={[]} providerLabels={{}} />, { person: null, language: 'ko' })
    expect(screen.getByRole('button', { name: '로그인' })).toBeVisible()
  })

  it('sends no request, and the pool refreshes the tokens when the clock has moved', async () => {
    const { session } = await kit.renderWithSession(<AdminPage />, { person: 'admin', expiresIn: 300 })
    expect(session.timeLeftMs()).toBe(300_000)
    const refreshes = () => kit.pool.requests().filter(({ path }) => path === '/oauth2/token').length
    const before = refreshes()
    await act(() => kit.clock.advance(290_000))
    expect(refreshes()).toBe(before + 1)
    expect(signedIn(session).renewed).toMatchObject({ by: 'this-tab' })
    expect(session.timeLeftMs()).toBeGreaterThan(200_000)
  })

  it('gives the page an API, whose answers are the test’s', async () => {
    kit.server.use(
      http.post(`${apiUrl}/payments`, ({ request }) =>
        HttpResponse.json({ accepted: request.headers.get('Authorization')?.startsWith('Bearer ey') }),
      ),
    )
    const { user } = await kit.renderWithSession(<PaymentPage />, { apiUrl })
    await user.click(screen.getByRole('button', { name: 'Pay' }))
    expect(await screen.findByText(/"accepted": true/)).toBeVisible()
  })

  it('says which person the pool does not know', async () => {
    await expect(kit.renderWithSession(<AdminPage />, { person: 'stranger' })).rejects.toThrow('stranger@example.com')
  })
})
