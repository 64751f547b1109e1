import { cookieNames, readCookie, writeCookie } from './cookies.ts'
import type { PoolContext, PoolParts } from '../parts.ts'

export type Language = 'ko' | 'en'

const rememberedSeconds = 365 * 24 * 3600

/**
 * The language of a page. Managed login: the `lang` parameter, which a cookie remembers, else the browser's first
 * choice that is Korean or English, else English; Cognito knows twelve languages, and the others fall through here.
 * The classic pages have no `lang`; that they are in English whatever the browser prefers is INFERRED. The pool's own
 * pages are not Cognito's, and go by the browser.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function chooseLanguage(c: PoolContext, pool: PoolParts): Language {
  const isOwnPage = c.req.path.startsWith('/__local')
  if (pool.config.managedLoginVersion === 1 && !isOwnPage) return 'en'
  const kept = rememberLanguage(c, pool) ?? readLanguage(readCookie(c, pool, cookieNames.language))
  return kept ?? accepted(c.req.header('accept-language')) ?? 'en'
}

/** Keeps the language that a request asks for, if it asks for one; a redirect from here on need not carry it. */
export function rememberLanguage(c: PoolContext, pool: PoolParts): Language | undefined {
  const asked = pool.config.managedLoginVersion === 2 ? readLanguage(c.req.query('lang')) : undefined
  if (asked !== undefined) writeCookie(c, pool, cookieNames.language, asked, rememberedSeconds)
  return asked
}

function readLanguage(text: string | undefined): Language | undefined {
  return text === 'ko' || text === 'en' ? text : undefined
}

// Browsers list languages by falling preference, so the weights need not be read.
function accepted(header: string | undefined): Language | undefined {
  const tags = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return tags.map(readLanguage).find((language) => language !== undefined)
}
