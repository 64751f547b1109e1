import type { TokenSubject, Tokens } from '../../oauth/tokens.ts'
import { done } from './operation.ts'
import type { ApiAnswer } from './operation.ts'

/**
 * Signs the tokens and makes the response with them. Leaves out the refresh token if it is `null`. `others` are the other
 * members of the response.
 */
export async function tokensAnswer(
  pool: { readonly tokens: Pick<Tokens, 'sign'> },
  subject: TokenSubject,
  refreshToken: string | null,
  others: object = {},
): Promise<ApiAnswer> {
  const { accessToken, idToken } = await pool.tokens.sign(subject)
  return done({
    AuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: subject.client.accessTokenSeconds,
      IdToken: idToken ?? undefined,
      RefreshToken: refreshToken ?? undefined,
      TokenType: 'Bearer',
    },
    ...others,
  })
}
