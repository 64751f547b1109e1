/** An identity provider of the pool, as VITE_COGNITO_PROVIDERS names it. */
interface Provider {
  readonly name: string
  /** What its button says; null for the usual name. */
  readonly label: string | null
}

/**
 * Cognito's own names that are not names of the providers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html (`identity_provider`)
 */
const usualLabels = { SignInWithApple: 'Apple', LoginWithAmazon: 'Amazon' }

/** Reads `Google,SignInWithApple,OktaSAML:Company account`: names, each with its label if it has one. */
export function readProviders(text: string): readonly Provider[] {
  return text.split(',').flatMap((part) => {
    const [name = '', ...rest] = part.split(':')
    const label = rest.join(':').trim()
    return name.trim() === '' ? [] : [{ name: name.trim(), label: label === '' ? null : label }]
  })
}

/** The labels by name. A user may sign in with a provider that has no button, so the usual ones are always there. */
export function labelsOf(providers: readonly Provider[]): Readonly<Record<string, string>> {
  const chosen = providers.flatMap(({ name, label }) => (label === null ? [] : [[name, label] as const]))
  return { ...usualLabels, ...Object.fromEntries(chosen) }
}
