import { configExamples, isConfigVariable, type ConfigVariable } from '../../src/config/config-examples.ts'

const variables = Object.keys(configExamples).filter(isConfigVariable)

/** Shorter ends, such as `URL` and `NAME`, say too little. */
const minEndLength = 6

/**
 * The variable that a name was probably meant to be: a few letters differ, or the middle of the name is missing, as in
 * `VITE_USER_POOL_ID`. Null if none is near.
 */
export function nearestVariable(name: string): ConfigVariable | null {
  const most = name.startsWith('VITE_COGNITO_') ? 3 : 2
  const byDistance = variables
    .map((variable) => ({ variable, distance: distanceBetween(name, variable) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [nearest] = byDistance
  if (nearest !== undefined && nearest.distance <= most) return nearest.variable
  const end = name.replace(/^VITE_/, '')
  if (end.length < minEndLength) return null
  return variables.find((variable) => variable.endsWith(`_${end}`)) ?? null
}

/** The names that Cognito gives to its social providers, by what else they are called. */
const providerNames: Readonly<Record<string, string>> = {
  google: 'Google',
  facebook: 'Facebook',
  amazon: 'LoginWithAmazon',
  loginwithamazon: 'LoginWithAmazon',
  apple: 'SignInWithApple',
  signinwithapple: 'SignInWithApple',
  cognito: 'COGNITO',
}

/**
 * Cognito's own name for a social provider; null if the name is like none. A SAML or OpenID Connect provider may have
 * any name.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html (`identity_provider`)
 */
export function usualProviderName(name: string): string | null {
  const key = name.toLowerCase().replace(/[-_ ]/g, '')
  return Object.hasOwn(providerNames, key) ? (providerNames[key] ?? null) : null
}

/** Levenshtein's distance: how many letters have to be added, removed or replaced. */
function distanceBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1]
    for (const [column, other] of to.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
