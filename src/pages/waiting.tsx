import { useEffect, useState } from 'react'
import { useSession } from '../react/use-session.ts'
import { useWords } from '../text/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useAppName } from './app-name.ts'

const longMs = 5_000

interface WaitingProps {
  readonly forWhat: 'checking' | 'leaving'
}

/** Between two places. Most people never see it; whoever does for long is told so, and can leave. */
export function Waiting({ forWhat }: WaitingProps) {
  const words = useWords('main')
  const session = useSession()
  const isLong = useIsLong()
  const canCancel = session.status === 'restoring' && session.from === 'callback'
  return (
    <Page title={useAppName()}>
      <div className="centred waiting">
        <div role="status">
          <h1>{words[forWhat]}</h1>
          {isLong && <p>{words.stillWorking}</p>}
        </div>
        {isLong && canCancel && (
          <div className="actions">
            <Button look="secondary" onClick={session.cancel}>
              {words.cancel}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

function useIsLong(): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), longMs)
    return () => clearTimeout(timer)
  }, [])
  return isLong
}
