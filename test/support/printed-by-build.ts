import { configOrThrow } from '../../build/app-env.ts'
import { valueWarnings } from '../../build/config/warnings.ts'

/** A configuration without an error or a warning. */
export const goodVariables = {
  VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123',
  VITE_COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12EXAMPLE',
  VITE_COGNITO_DOMAIN: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
}

interface Output {
  readonly stops: boolean
  /** Every line that a build prints. */
  readonly lines: readonly string[]
}

/** Reads a configuration as a build does. */
export function printedByBuild(change: Readonly<Record<string, string>>): Output {
  const variables = { ...goodVariables, ...change }
  const env = { variables, readsFiles: false, usesLocalPool: false, warnings: valueWarnings(variables) }
  const printed: string[] = []
  try {
    configOrThrow(env, 'production', (text) => printed.push(text))
    return { stops: false, lines: linesOf(printed.join('\n')) }
  } catch (error) {
    return { stops: true, lines: linesOf(error instanceof Error ? error.message : '') }
  }
}

const linesOf = (text: string) => text.split('\n').map((line) => line.trim())
