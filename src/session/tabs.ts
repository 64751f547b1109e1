import { members } from './json.ts'
import type { Channel } from './world.ts'

/** What one tab tells the others. A hint, never more: it carries no token and no person. */
type Message = 'signed-out'

export interface Tabs {
  announce(message: Message): void
}

/**
 * Speaks to the other open tabs of this app. Whoever runs in this origin can send such a message, so all it can do is
 * make a tab forget its session.
 */
export function joinTabs(channel: Channel | null, onSignedOut: () => void): Tabs {
  channel?.onMessage((message) => {
    if (members(message)['type'] === 'signed-out') onSignedOut()
  })
  return { announce: (type) => channel?.post({ type }) }
}
