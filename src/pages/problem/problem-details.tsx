import type { Problem } from '../../auth/problem.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'

interface ProblemDetailsProps {
  readonly problem: Problem
}

/** For developers. Nothing in a Problem is secret. */
export function ProblemDetails({ problem }: ProblemDetailsProps) {
  const words = useMessages('secondary')
  return (
    <details>
      <summary>{words.technical}</summary>
      <p>
        <code>{problem.kind}</code>
      </p>
      <Facts>
        {problem.kind === 'refused' && <Fact label={words.errorCode}>{problem.error}</Fact>}
        {problem.kind === 'token-invalid' && (
          <>
            <Fact label={words.claim}>{problem.claim}</Fact>
            <Fact label={words.expected}>{problem.expected}</Fact>
            <Fact label={words.found}>{problem.found}</Fact>
          </>
        )}
      </Facts>
    </details>
  )
}
