import type { PoolUser } from '../../users/user.ts'
import { refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'

export type UserFilter = { readonly kind: 'filter'; readonly fits: (user: PoolUser) => boolean } | ApiRefusal

const readers: Readonly<Record<string, (user: PoolUser) => string | undefined>> = {
  username: (user) => user.username,
  email: (user) => user.email,
  name: (user) => user.name,
  sub: (user) => user.sub,
  'cognito:user_status': (user) => user.status,
  status: (user) => (user.isEnabled ? 'Enabled' : 'Disabled'),
  phone_number: (user) => user.attributes['phone_number'],
  given_name: (user) => user.attributes['given_name'],
  family_name: (user) => user.attributes['family_name'],
  preferred_username: (user) => user.attributes['preferred_username'],
}

/**
 * Reads the filter of `ListUsers`: one attribute, `=` or `^=` (starts with), and a value in quotation marks. Custom
 * attributes cannot be searched, as in Cognito. All but `cognito:user_status` ignore upper and lower case (AWS says so
 * of `status` and of pools whose user names are case-insensitive). The texts of the refusals are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
export function readUserFilter(filter: string): UserFilter {
  if (filter.trim() === '') return { kind: 'filter', fits: () => true }
  const parts = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter)
  if (parts === null) return refuse('InvalidParameterException', 'Error while parsing filter.')
  const [, name = '', operator, quoted = ''] = parts
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (read === undefined) return refuse('InvalidParameterException', `Invalid search attribute: ${name}`)
  const asComparable = (value: string) => (name === 'cognito:user_status' ? value : value.toLowerCase())
  const wanted = asComparable(quoted.replace(/\\(.)/g, '$1'))
  return {
    kind: 'filter',
    fits(user) {
      const value = asComparable(read(user) ?? '')
      return operator === '=' ? value === wanted : value.startsWith(wanted)
    },
  }
}
