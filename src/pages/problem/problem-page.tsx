import { use } from 'react'
import { Link } from 'react-router-dom'
import { useSession } from '../../react/use-session.ts'
import type { Problem } from '../../auth/problem.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { alertIcon } from '../../ui/alert-icon.ts'
import { clockIcon, doorIcon, plugIcon, toolsIcon } from '../../ui/icon-paths.ts'
import { Message } from '../layout/message.tsx'
import { SessionConfigContext } from '../layout/session-config.ts'
import { isForDevelopers } from './is-for-developers.ts'
import { settingsOfProblem } from './settings-of-problem.ts'
import { TechnicalDetails } from './technical-details.tsx'

interface NextStepProps {
  readonly problem: Problem
  readonly returnTo: string
}

/** What went wrong, why, and the next step. */
export function ProblemPage() {
  const { backToHome, problems } = useMessages('secondary')
  const session = useSession()
  const config = use(SessionConfigContext)
  if (session.status !== 'failed') return null
  const { problem, returnTo, dismiss } = session
  const { title, reason, next } = problems[problem.kind]
  return (
    <Message title={title} icon={iconOf(problem)} problem={problem.kind}>
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
      {config !== null && isForDevelopers(returnTo) && (
        <TechnicalDetails problem={problem} settings={settingsOfProblem(problem, config)} />
      )}
    </Message>
  )
}

function NextStep({ problem, returnTo }: NextStepProps) {
  const words = useMessages('secondary')
  const { signIn, tryAgain } = useSession()
  switch (nextStepOf(problem)) {
    case 'try-again':
      return <Button onClick={() => void tryAgain()}>{words.tryAgain}</Button>
    case 'reload':
      return <Button onClick={() => window.location.reload()}>{words.tryAgain}</Button>
    case 'sign-in-again':
      return <Button onClick={() => void signIn({ returnTo })}>{words.signInAgain}</Button>
  }
}

function nextStepOf({ kind }: Problem): 'try-again' | 'reload' | 'sign-in-again' {
  switch (kind) {
    case 'network':
    case 'timeout':
    case 'throttled':
    case 'server-error':
    case 'unreadable':
    // These three are for a developer to correct first; then a new sign-in shows whether it helped.
    case 'client-has-secret':
    case 'client-not-allowed':
    case 'redirect-mismatch':
      return 'try-again'
    // A page sees only after a reload that the browser allows storage now.
    case 'storage-blocked':
      return 'reload'
    default:
      return 'sign-in-again'
  }
}

function iconOf({ kind }: Problem): string {
  switch (kind) {
    case 'network':
    case 'timeout':
    case 'unreadable':
      return plugIcon
    case 'clock-wrong':
    case 'session-expired':
      return clockIcon
    case 'client-has-secret':
    case 'client-not-allowed':
    case 'redirect-mismatch':
      return toolsIcon
    case 'cancelled':
      return doorIcon
    default:
      return alertIcon
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
