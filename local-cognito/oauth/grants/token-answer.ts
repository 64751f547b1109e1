import type { OAuthRefusal } from '../oauth-refusal.ts'
import type { TokenSubject, Tokens } from '../tokens.ts'

export type GrantAnswer =
  | { readonly kind: 'tokens'; readonly body: TokenBody }
  | ({ readonly kind: 'refused' } & OAuthRefusal)

/** The body of the token endpoint's response. It has no `scope`, as in AWS's samples. */
type TokenBody = {
  access_token: string
  id_token?: string
  refresh_token?: string
  token_type: 'Bearer'
  /** The access token's lifetime in seconds. */
  expires_in: number
}

export type TokenAnswerDeps = { readonly tokens: Pick<Tokens, 'sign'> }

/** Signs the tokens and makes the response of the token endpoint. Omits the refresh token if it is `null`. */
export async function tokenAnswer(
  pool: TokenAnswerDeps,
  subject: TokenSubject,
  refreshToken: string | null,
): Promise<GrantAnswer> {
  const { accessToken, idToken } = await pool.tokens.sign(subject)
  const body: TokenBody = {
    access_token: accessToken,
    ...(idToken === null ? {} : { id_token: idToken }),
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    token_type: 'Bearer',
    expires_in: subject.client.accessTokenSeconds,
  }
  return { kind: 'tokens', body }
}
