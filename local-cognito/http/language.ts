import { cookieNames, readCookie, writeCookie } from './cookies.ts'
import type { PoolContext } from '../parts.ts'

export type Language = 'ko' | 'en'

const rememberedSeconds = 365 * 24 * 3600

/**
 * The language of a page: the `lang` parameter, which a cookie remembers, else the browser's first choice that is
 * Korean or English, else English. Cognito knows twelve languages; the others fall through here.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function chooseLanguage(c: PoolContext): Language {
  const asked = readLanguage(c.req.query('lang'))
  if (asked === undefined) {
    return readLanguage(readCookie(c, cookieNames.language)) ?? accepted(c.req.header('accept-language')) ?? 'en'
  }
  writeCookie(c, cookieNames.language, asked, rememberedSeconds)
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
