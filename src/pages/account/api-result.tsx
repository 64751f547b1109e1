import type { ApiAnswer } from '../../api/api.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useStepUp } from '../user/use-step-up.ts'

/** What the API has answered, with the next step if it refused. */
export function ApiResult({ answer }: { readonly answer: ApiAnswer }) {
  const words = useMessages('secondary')
  const stepUp = useStepUp()
  switch (answer.kind) {
    case 'answer':
      return <pre className="answer">{JSON.stringify(answer.body, null, 2)}</pre>
    case 'not-allowed':
      return <p className="notice">{words.notAllowed}</p>
    case 'step-up':
      return (
        <div className="notice with-action">
          <p>{words.stepUpNeeded}</p>
          <Button size="small" onClick={() => stepUp(answer)}>
            {words.signInAgain}
          </Button>
        </div>
      )
    case 'signed-out':
    case 'aborted':
      return null
    case 'error':
      return <ApiFailure next={words.problems['server-error'].next} />
    case 'failed':
      return <ApiFailure next={words.problems[answer.problem.kind].next} />
  }
}

function ApiFailure({ next }: { readonly next: string }) {
  const { apiFailed } = useMessages('secondary')
  return (
    <p className="notice">
      {apiFailed} {next}
    </p>
  )
}
