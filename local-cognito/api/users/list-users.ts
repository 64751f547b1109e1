import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Users } from '../../users/users.ts'
import { limitOf, text, textOf } from '../protocol/input.ts'
import { adminOperation, done } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { pageOf } from '../protocol/page.ts'
import { readUserFilter } from './user-filter.ts'
import { userView } from './user-view.ts'

export type ListUsersDeps = {
  readonly config: Pick<PoolConfig, 'poolId'>
  readonly users: Pick<Users, 'all' | 'datesOf'>
}

const listSchema = v.object({
  UserPoolId: textOf(1, 55),
  AttributesToGet: v.optional(v.array(textOf(1, 32))),
  Limit: v.optional(limitOf(0, 60), 60),
  PaginationToken: v.optional(text),
  Filter: v.optional(textOf(0, 256), ''),
})

/** The operation that lists users. */
export function listUsersOperations(pool: ListUsersDeps): Operations {
  return { ListUsers: adminOperation(pool, listSchema, (input) => listUsers(pool, input)) }
}

/**
 * Lists users, at most 60 a page. An attribute that no user has is left out of the response (Cognito refuses one that
 * the pool does not have; this pool does not).
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
 */
function listUsers(pool: ListUsersDeps, input: v.InferOutput<typeof listSchema>): ApiAnswer {
  const filter = readUserFilter(input.Filter)
  if (filter.kind === 'refused') return filter
  const found = pageOf(
    pool.users.all().filter((user) => filter.fits(user)),
    input.Limit === 0 ? 60 : input.Limit,
    input.PaginationToken,
  )
  if (found.kind === 'refused') return found
  const wanted = input.AttributesToGet
  const users = found.items.map((user) => {
    const view = userView(pool, user)
    return wanted === undefined
      ? view
      : { ...view, Attributes: view.Attributes.filter(({ Name }) => wanted.includes(Name)) }
  })
  return done({ Users: users, PaginationToken: found.nextToken })
}
