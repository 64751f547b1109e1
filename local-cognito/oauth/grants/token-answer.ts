import type { OAuthRefusal } from '../../http/endpoints/oauth-answer.ts'
import type { PoolParts } from '../../parts.ts'
import type { TokenSubject } from '../tokens.ts'

export type GrantAnswer =
  | { readonly kind: 'tokens'; readonly body: TokenBody }
  | ({ readonly kind: 'refused' } & OAuthRefusal)

/** What the token endpoint sends. No `scope`, as in AWS's samples. */
type TokenBody = {
  access_token: string
  id_token?: string
  refresh_token?: string
  token_type: 'Bearer'
  /** The access token's life in seconds. */
  expires_in: number
}

/** Signs the tokens and puts them together as Cognito sends them; the refresh token is left out if `null`. */
export async function tokenAnswer(
  pool: PoolParts,
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
