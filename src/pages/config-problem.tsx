import type { ConfigIssue } from '../session/problem.ts'
import { configIssueLine } from '../text/config-issue-line.ts'
import { useWords } from '../text/language-context.tsx'
import { Message } from './message.tsx'

interface ConfigProblemProps {
  readonly issues: readonly ConfigIssue[]
}

/** Stands in for the whole app when there is no configuration to make a session from. */
export function ConfigProblem({ issues }: ConfigProblemProps) {
  const words = useWords('config')
  const { title, reason, next } = useWords('others').problems['config-invalid']
  return (
    <Message title={title} problem="config-invalid">
      <div role="alert">
        <p>{reason}</p>
      </div>
      <ul className="issues">
        {issues.map((issue) => (
          <li key={issue.variable + issue.rule}>{configIssueLine(words, issue)}</li>
        ))}
      </ul>
      <p className="muted">{next}</p>
    </Message>
  )
}
