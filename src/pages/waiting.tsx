import { useWords } from '../text/language-context.tsx'
import { pageWords } from '../text/pages.ts'
import { Page } from '../ui/page.tsx'
import { useAppName } from './app-name.ts'

interface WaitingProps {
  readonly forWhat: 'checking' | 'leaving'
}

/** Between two places. Most people never see it. */
export function Waiting({ forWhat }: WaitingProps) {
  const words = useWords(pageWords)
  return (
    <Page title={useAppName()}>
      <div className="centred waiting" role="status">
        <h1>{words[forWhat]}</h1>
      </div>
    </Page>
  )
}
