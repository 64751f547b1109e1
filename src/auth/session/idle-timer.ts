import type { Platform } from '../../browser/platform.ts'
import type { Activity } from './activity.ts'
import type { Session } from './session.ts'

type IdleSession = Pick<Session, 'idle' | 'state' | 'subscribe' | 'signOut'>
type IdlePlatform = Pick<Platform, 'attention' | 'clock' | 'storage' | 'random'>

/** Timers stop during sleep, and another tab may have been used. */
const pollMs = 30_000
/** A hidden tab leaves the sign-out to the visible one, which has to leave for the hosted UI. */
const hiddenDelayMs = 2_000
/** The storage is not written with each key. */
const noteEveryMs = 1_000

const nothing = () => {}

/**
 * Signs the user out who has used no tab of the app for a time. Shortly before, every tab shows when. It reads the last
 * use when the page wakes up, too: a laptop that slept for longer shows nothing of the user.
 *
 * @param onActivity calls back when the user presses a key, clicks, scrolls or touches the page
 */
export function startIdleTimer(
  session: IdleSession,
  platform: IdlePlatform,
  activity: Activity,
  onActivity: (listener: () => void) => void,
): void {
  const { attention, clock, storage, random } = platform
  const warningMs = activity.warningMs()
  let stopTimer = nothing
  let notBeforeMs = 0
  let isEnding = false

  const check = () => {
    stopTimer()
    const state = session.state()
    if (state.status !== 'signed-in' || isEnding) return
    if (!activity.isKnown()) activity.note()
    const leftMs = activity.leftMs()
    if (leftMs <= 0) return end()
    const endsAtMs = leftMs <= warningMs ? clock.wallMs() + leftMs : null
    if (state.idleEndsAtMs !== endsAtMs) session.idle.show(endsAtMs)
    const dueMs = endsAtMs === null ? leftMs - warningMs : leftMs
    stopTimer = clock.after(Math.min(dueMs, pollMs), check)
  }

  const end = () => {
    if (attention.isVisible()) void signOut()
    else stopTimer = clock.after(hiddenDelayMs + random() * hiddenDelayMs, () => void signOut())
  }

  const signOut = async () => {
    // Another tab has signed the user out, or was used, meanwhile.
    if (session.state().status !== 'signed-in' || activity.leftMs() > 0) return check()
    isEnding = true
    await session.signOut()
    isEnding = false
  }

  onActivity(() => {
    const nowMs = clock.monotonicMs()
    const state = session.state()
    if (state.status !== 'signed-in' || activity.isIdle()) return
    if (nowMs < notBeforeMs && state.idleEndsAtMs === null) return
    notBeforeMs = nowMs + noteEveryMs
    activity.note()
    check()
  })
  attention.onWake(check)
  storage.onChange(check)
  let wasSignedIn = session.state().status === 'signed-in'
  session.subscribe(() => {
    const isSignedIn = session.state().status === 'signed-in'
    if (isSignedIn !== wasSignedIn) {
      wasSignedIn = isSignedIn
      check()
    }
  })
  check()
}
