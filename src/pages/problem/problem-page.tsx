import { Link } from 'react-router-dom'
import { useSession } from '../../react/use-session.ts'
import type { Problem } from '../../auth/problem.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Header } from '../layout/header.tsx'
import { Message } from '../layout/message.tsx'
import { ProblemDetails } from './problem-details.tsx'

interface NextStepProps {
  readonly problem: Problem
  readonly returnTo: string
}

/** What went wrong, why, and the next step. */
export function ProblemPage() {
  const { backToHome } = useMessages('primary')
  const { problems } = useMessages('secondary')
  const session = useSession()
  if (session.status !== 'failed') return null
  const { problem, returnTo, dismiss } = session
  const { title, reason, next } = problems[problem.kind]
  return (
    <Message title={title} problem={problem.kind} header={<Header />}>
      <div className="reasons" role="alert">
        <p>{reason}</p>
        <ServiceMessage problem={problem} />
        <p className="muted">{next}</p>
      </div>
      <div className="actions">
        <NextStep problem={problem} returnTo={returnTo} />
        <Link to="/" onClick={() => void dismiss()}>
          {backToHome}
        </Link>
      </div>
      <ProblemDetails problem={problem} />
    </Message>
  )
}

function NextStep({ problem, returnTo }: NextStepProps) {
  const words = useMessages('secondary')
  const { signIn, tryAgain } = useSession()
  const step = nextStepOf(problem)
  if (step === 'try-again') return <Button onClick={() => void tryAgain()}>{words.tryAgain}</Button>
  if (step === 'sign-in-again') return <Button onClick={() => void signIn({ returnTo })}>{words.signInAgain}</Button>
  return null
}

function nextStepOf({ kind }: Problem): 'try-again' | 'sign-in-again' | 'fix-configuration' {
  switch (kind) {
    case 'network':
    case 'timeout':
    case 'throttled':
    case 'server-error':
    case 'unreadable':
    case 'storage-blocked':
      return 'try-again'
    case 'client-has-secret':
    case 'client-not-allowed':
    case 'redirect-mismatch':
      return 'fix-configuration'
    default:
      return 'sign-in-again'
  }
}

/** The sign-in service's own message, marked as such. */
function ServiceMessage({ problem }: { readonly problem: Problem }) {
  const words = useMessages('secondary')
  if (problem.kind !== 'refused' || problem.message === null) return null
  return (
    <div className="quote">
      <p className="muted">{words.serviceSays}</p>
      <p>
        <bdi>{problem.message}</bdi>
      </p>
    </div>
  )
}
