import type { ConfigIssue } from '../../config/config-issue.ts'
import { configExampleLine, configIssueLine } from '../../i18n/config-issue-line.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { toolsIcon } from '../../ui/icon-paths.ts'
import { Message } from '../layout/message.tsx'
import { isForDevelopers } from './is-for-developers.ts'
import { settingsOfIssues } from './settings-of-problem.ts'
import { TechnicalDetails } from './technical-details.tsx'

interface ConfigProblemProps {
  readonly issues: readonly ConfigIssue[]
  /** As built; may be empty. */
  readonly redirectUri: string
}

/** Shown instead of the app if the configuration does not fit the page. */
export function ConfigProblemPage({ issues, redirectUri }: ConfigProblemProps) {
  const words = useMessages('config')
  const { title, reason, next } = useMessages('secondary').problems['config-invalid']
  const { reload } = useMessages('primary')
  return (
    <Message title={title} icon={toolsIcon} problem="config-invalid" isBare>
      <div role="alert">
        <p>{reason}</p>
      </div>
      <ul className="issues">
        {issues.map((issue) => (
          <li key={issue.variable + issue.rule}>
            {configIssueLine(words, issue)}
            <br />
            <span className="muted">
              {words.example} <code>{configExampleLine(issue)}</code>
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">{next}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{reload}</Button>
      </div>
      {isForDevelopers() && (
        <TechnicalDetails problem={{ kind: 'config-invalid' }} settings={settingsOfIssues(issues, redirectUri)} />
      )}
    </Message>
  )
}
