import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { DevPanel } from '../../src/dev-panel/dev-panel.tsx'
import { EventLog } from '../../src/dev-panel/event-log.ts'
import { panelMessages } from '../../src/dev-panel/messages.ts'
import { tokenUrl } from '../support/pool.ts'
import { createTestKit } from '../kit/test-kit.tsx'

const kit = createTestKit()

async function open(language = 'en') {
  const { session } = await kit.renderWithSession(null)
  const log = new EventLog(session, () => kit.clock.wallMs())
  const sendToPool = vi.fn<(path: string, body: object) => Promise<boolean>>(async () => true)
  render(<DevPanel session={session} log={log} words={panelMessages(language)} sendToPool={sendToPool} />)
  return { session, log, sendToPool, panel: screen.getByRole('complementary') }
}

describe('the developer’s panel', () => {
  it('shows the state, the timers and the latest events, and no token', async () => {
    const { session, panel } = await open()
    const inPanel = within(panel)
    expect(inPanel.getByText('signed-in')).toBeVisible()
    expect(inPanel.getByText('3600 s left')).toBeVisible()
    await act(() => session.refresh())
    expect(inPanel.getByText('by this tab')).toBeVisible()
    expect(inPanel.getByText(/signed-in, refresh running/)).toBeVisible()
    await act(() => session.userManager.removeUser())
    expect(inPanel.getByText(/signed-out after sign-out/)).toBeVisible()
    expect(panel.textContent).not.toMatch(/eyJ|[\w-]{60,}/)
  })

  it('keeps the last twenty events', async () => {
    const { session, log, panel } = await open()
    for (let count = 0; count < 12; count += 1) await act(() => session.refresh())
    expect(log.latest()).toHaveLength(20)
    expect(within(panel).getAllByRole('listitem')).toHaveLength(20)
  })

  it('names the problem that ends the session by its kind', async () => {
    const { session, log } = await open()
    kit.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })))
    await act(() => session.refresh())
    expect(log.latest().map(({ text }) => text)).toContain('failed: session-expired')
  })

  it('sends a fault to the local pool', async () => {
    const { sendToPool } = await open('ko')
    await userEvent.click(screen.getByRole('button', { name: '다음 토큰 요청: 429' }))
    expect(sendToPool).toHaveBeenCalledWith('/faults', expect.objectContaining({ status: 429, throttled: true }))
  })
})
