import type { CognitoWords, Problem } from '../../auth/problem.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { SettingFacts } from './setting-facts.tsx'
import type { ConcernedSetting } from './settings-of-problem.ts'

interface TechnicalDetailsProps {
  readonly problem: Problem | { readonly kind: 'config-invalid' }
  readonly settings: readonly ConcernedSetting[]
}

/** For developers. Holds no token, code, state or stack: a Problem has none. */
export function TechnicalDetails({ problem, settings }: TechnicalDetailsProps) {
  const words = useMessages('secondary')
  return (
    <details>
      <summary>{words.technical}</summary>
      <Facts>
        <Fact label={words.developer.kind}>
          <code>{problem.kind}</code>
        </Fact>
        {'error' in problem && <CognitoFacts words={problem} />}
        {problem.kind === 'token-invalid' && (
          <>
            <Fact label={words.claim}>{problem.claim}</Fact>
            <Fact label={words.expected}>{problem.expected}</Fact>
            <Fact label={words.found}>{problem.found}</Fact>
          </>
        )}
      </Facts>
      {settings.map((setting) => (
        <SettingFacts key={setting.name} setting={setting} />
      ))}
      {settings.length === 0 && <p className="muted">{words.developer.noSetting}</p>}
    </details>
  )
}

/** Cognito's own words, as text. */
function CognitoFacts({ words: { error, message } }: { readonly words: Partial<CognitoWords> }) {
  const labels = useMessages('secondary')
  return (
    <>
      {error !== undefined && (
        <Fact label={labels.errorCode}>
          <code>{error}</code>
        </Fact>
      )}
      {typeof message === 'string' && (
        <Fact label={labels.developer.description}>
          <bdi>{message}</bdi>
        </Fact>
      )}
    </>
  )
}
