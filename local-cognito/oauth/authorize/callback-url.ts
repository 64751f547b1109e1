/**
 * A parameter's value as it is in the query, still escaped. `state` needs this, because the pool returns it byte for
 * byte: decoding and escaping it again would turn `%20` into `+`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export function rawParameter(search: string, name: string): string | null {
  const pair = search
    .replace(/^\?/, '')
    .split('&')
    .find((part) => part.split('=', 1)[0] === name)
  return pair === undefined ? null : pair.slice(name.length + 1)
}

/** The app's redirect URI with a code. `rawState` is already escaped. */
export function codeLocation(redirectUri: string, rawState: string | null, code: string): string {
  return withQuery(redirectUri, [`code=${code}`, ...stateParts(rawState)])
}

/**
 * The app's redirect URI with an error. The order is description, state, error. Spaces become `+`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-idp-responses.html
 */
export function errorLocation(
  redirectUri: string,
  rawState: string | null,
  { error, description }: { readonly error: string; readonly description?: string },
): string {
  const first = description === undefined ? [] : [form('error_description', description)]
  return withQuery(redirectUri, [...first, ...stateParts(rawState), form('error', error)])
}

/** The response to `prompt=none` without a session. This is the only AWS sample that puts the error first. */
export function loginRequiredLocation(redirectUri: string, rawState: string | null): string {
  return withQuery(redirectUri, [form('error', 'login_required'), ...stateParts(rawState)])
}

function withQuery(redirectUri: string, parts: readonly string[]): string {
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parts.join('&')}`
}

function stateParts(rawState: string | null): string[] {
  return rawState === null ? [] : [`state=${rawState}`]
}

function form(name: string, value: string): string {
  return new URLSearchParams([[name, value]]).toString()
}
