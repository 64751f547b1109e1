import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'
import { inSeconds } from '../../i18n/time-formats.ts'
import { useSession } from '../../react/use-session.ts'
import { Button } from '../../ui/button.tsx'

/** Warns before an idle user is signed out. Any key or click in any tab closes it, and the user stays signed in. */
export function IdleDialog() {
  const session = useSession()
  const endsAtMs = session.status === 'signed-in' ? session.idleEndsAtMs : null
  return endsAtMs === null ? null : <OpenIdleDialog endsAtMs={endsAtMs} />
}

function OpenIdleDialog({ endsAtMs }: { readonly endsAtMs: number }) {
  const words = useMessages('secondary')
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const reasonId = useId()
  // The page behind it gets the focus back, which needs the dialog to be closed before it is removed.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} aria-describedby={reasonId}>
      <h2 id={titleId}>{words.idleSoonTitle}</h2>
      <p id={reasonId}>{words.idleSoonReason}</p>
      <Countdown endsAtMs={endsAtMs} />
      <div className="actions">
        {/* Each click and each key keeps the user signed in: see browser/on-activity.ts. */}
        <Button>{words.staySignedIn}</Button>
      </div>
    </dialog>
  )
}

/** A screen reader hears the time every 20 seconds, not each second. */
const spokenStepSeconds = 20

function Countdown({ endsAtMs }: { readonly endsAtMs: number }) {
  const words = useMessages('secondary')
  const { language } = useLanguage()
  const seconds = useSecondsUntil(endsAtMs)
  const spoken = Math.ceil(seconds / spokenStepSeconds) * spokenStepSeconds
  return (
    <>
      <p className="countdown" aria-hidden="true">
        {words.idleLeft(inSeconds(seconds, language))}
      </p>
      <p className="visually-hidden" role="status">
        {words.idleLeft(inSeconds(spoken, language))}
      </p>
    </>
  )
}

function useSecondsUntil(endsAtMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000))
}
