import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolContext } from './context.ts'
import { cookieNames, readCookie, writeCookie } from './cookies.ts'
import type { CookieDeps } from './cookies.ts'
import { localPrefix } from './local-paths.ts'

export type Language = 'ko' | 'en'

export type LanguageDeps = CookieDeps & { readonly config: Pick<PoolConfig, 'managedLoginVersion'> }

const rememberedSeconds = 365 * 24 * 3600

/**
 * The language of a page. Managed login uses the `lang` parameter, which a cookie saves. Without it, managed login uses
 * the browser's first choice of Korean and English. The default is English. Cognito has twelve languages; the other ten
 * are ignored here. The classic pages have no `lang`. That they are in English for every browser is INFERRED. The
 * pool's own pages do not exist in Cognito. In both versions they follow the cookie and the browser.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function chooseLanguage(c: PoolContext, pool: LanguageDeps): Language {
  const isOwnPage = c.req.path.startsWith(localPrefix)
  if (pool.config.managedLoginVersion === 1 && !isOwnPage) return 'en'
  const kept = rememberLanguage(c, pool) ?? readLanguage(readCookie(c, pool, cookieNames.language))
  return kept ?? preferredLanguage(c.req.header('accept-language')) ?? 'en'
}

/** Saves the `lang` parameter in a cookie, so that later URLs need not have it. */
export function rememberLanguage(c: PoolContext, pool: LanguageDeps): Language | undefined {
  const requested = pool.config.managedLoginVersion === 2 ? readLanguage(c.req.query('lang')) : undefined
  if (requested !== undefined) writeCookie(c, pool, cookieNames.language, requested, rememberedSeconds)
  return requested
}

function readLanguage(text: string | undefined): Language | undefined {
  return text === 'ko' || text === 'en' ? text : undefined
}

// Browsers list languages by descending preference, so the weights are not needed.
function preferredLanguage(header: string | undefined): Language | undefined {
  const tags = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return tags.map(readLanguage).find((language) => language !== undefined)
}
