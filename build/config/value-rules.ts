import * as v from 'valibot'
import { isLoopback } from '../../src/config/app-config.ts'
import type { ConfigIssue, ConfigRule } from '../../src/config/config-issue.ts'
import { regionOfPool } from './issuer.ts'

/** Refuses a value with the name of the rule that it breaks; the messages are in src/i18n/messages. */
function rule(isMet: (value: string) => boolean, name: ConfigRule) {
  return v.check<string, ConfigRule>(isMet, name)
}

/** No ID, address or list of words has a quote or a character that cannot be seen. */
const hiddenInToken = /["'‘’“”\p{Cc}\p{Cf}\u00a0]/u

/** Text for people may have quotes and the joiners of emoji, but no control character and none that turns the direction. */
const hiddenInText = /[\p{Cc}\u200b\ufeff\u202a-\u202e\u2066-\u2069]/u

export const tokenCharacters = rule((value) => !hiddenInToken.test(value), 'hidden-character')
export const textCharacters = rule((value) => !hiddenInText.test(value), 'control-character')

/** Text that examples and consoles show in place of a value. No ID can contain it. */
const blank = /<[^>]*>|…|\bchange-?me\b|\b(?:PREFIX|NAME|REGION|DOMAIN|POOL_ID|CLIENT_ID)\b/i
const blankId = /^your[-_ ].*|(?<=^|_)x{4,}$/i
/** A whole part of a host name: `your-domain`, but not `your-tickets`, `getyour-tickets` or `axxxx`. */
const blankLabel =
  /(?<=^|[/.@])(?:your(?:-(?:app|auth|company|custom|domain|name|pool|prefix|project|site|sub|user))+|x{3,})(?=[/.:]|$)/i
const exampleHost = /(?<=^|[/.@])example\.(?:com|net|org)(?=[/:?#]|$)/i

/** @returns the part of the value that is a placeholder; null for none */
function placeholderIn(value: string, shapes: readonly RegExp[]): string | null {
  return shapes.map((shape) => shape.exec(value)?.[0]).find((found) => found !== undefined) ?? null
}

const idPlaceholders = [blank, blankId]
const urlPlaceholders = [/<[^>]*>|…|\bchange-?me\b/i, /\b(?:PREFIX|NAME|REGION|DOMAIN)\b/, blankLabel, exampleHost]

export const filledId = rule((value) => placeholderIn(value, idPlaceholders) === null, 'placeholder')
export const filledUrl = rule((value) => placeholderIn(value, urlPlaceholders) === null, 'placeholder')

export const poolId = rule((value) => regionOfPool(value) !== null, 'pool-id-shape')
export const notPoolId = rule((value) => regionOfPool(value) === null, 'client-id-is-pool-id')
export const clientId = rule((value) => /^[\w+-]{1,128}$/.test(value), 'client-id-shape')

export const url = rule((value) => URL.canParse(value), 'not-a-url')
export const secureUrl = rule(
  (value) => /^https:/i.test(value) || (/^http:/i.test(value) && isLoopback(value)),
  'needs-https',
)

export const notIssuer = rule((value) => !/cognito-idp\./.test(value), 'domain-is-issuer')
/** Cognito takes lower-case letters, digits and hyphens for a custom domain; browsers write other letters as Punycode. */
export const asciiHost = rule((value) => /^[\x20-\x7e]*$/.test(hostIn(value)), 'domain-not-ascii')
export const bareOrigin = rule((value) => {
  const { origin, port } = new URL(value)
  return origin === value.toLowerCase() && port !== '0'
}, 'domain-not-bare')

export const exactUrl = rule((value) => !/[#*]/.test(value), 'redirect-not-exact')
export const singleSlashes = rule((value) => !new URL(value).pathname.includes('//'), 'redirect-double-slash')

export const spacedScopes = rule((value) => !value.includes(','), 'scopes-by-spaces')
export const openidScope = rule((value) => value.split(/\s+/).includes('openid'), 'scopes-need-openid')

/** Host names with commas between them; a policy cannot allow less than a host. */
const hostListShape = /^[a-z\d.-]+(?::\d{1,5})?(?:\s*,\s*[a-z\d.-]+(?::\d{1,5})?)*$/i
export const hostList = rule((value) => hostListShape.test(value), 'image-hosts-shape')

const durationShape = /^(\d{1,5})([mhd])$/
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3600_000, d: 86_400_000 }

/** Cognito takes refresh token lives from 60 minutes to 3650 days. */
export const duration = rule((value) => {
  const ms = durationMs(value)
  return ms !== null && ms >= 3600_000 && ms <= 3650 * 86_400_000
}, 'duration-shape')

/** From a minute to a day: a shorter time would sign out a user who reads. */
export const idleTime = rule((value) => {
  const ms = durationMs(value)
  return ms !== null && ms >= 60_000 && ms <= 86_400_000
}, 'idle-time-shape')

export function durationMs(value: string): number | null {
  const [, count, unit = ''] = durationShape.exec(value) ?? []
  return count === undefined ? null : Number(count) * (unitMs[unit] ?? Number.NaN)
}

export function withScheme(domain: string): string {
  return /^[a-z]+:/i.test(domain) ? domain : `https://${domain}`
}

/** The host as it is written, which a URL would turn into Punycode. */
function hostIn(value: string): string {
  return value.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/s, '')
}

/** What the message of a rule names besides the variable. */
export function detailsOf(broken: ConfigRule, value: string): ConfigIssue['details'] | undefined {
  if (broken === 'hidden-character') return characterAt(value, hiddenInToken)
  if (broken === 'control-character') return characterAt(value, hiddenInText)
  if (broken === 'placeholder') {
    return { placeholder: placeholderIn(value, urlPlaceholders) ?? placeholderIn(value, idPlaceholders) ?? value }
  }
  return broken === 'domain-not-ascii' ? { ascii: new URL(value).hostname } : undefined
}

function characterAt(value: string, shape: RegExp): NonNullable<ConfigIssue['details']> {
  const at = value.search(shape)
  const code = (value.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return { position: String(at + 1), character: `U+${code}` }
}
