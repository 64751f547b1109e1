import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Users } from '../../users/users.ts'
import { epochSeconds } from '../protocol/dates.ts'
import { limitOf, poolUser, text, textOf } from '../protocol/input.ts'
import { adminOperation, done } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { pageOf } from '../protocol/page.ts'
import { findUser } from '../protocol/read-user.ts'
import type { ReadUser } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'

export type GroupDeps = {
  readonly config: Pick<PoolConfig, 'poolId' | 'groups' | 'people'>
  readonly users: Pick<Users, 'findByUsername' | 'change'>
  readonly startedAtMs: number
}

const page = { Limit: v.optional(limitOf(0, 60), 60), NextToken: v.optional(text) }
const memberSchema = v.object({ ...poolUser, GroupName: textOf(1, 128) })
const ofUserSchema = v.object({ ...poolUser, ...page })
const listSchema = v.object({ UserPoolId: textOf(1, 55), ...page })

type Membership = v.InferOutput<typeof memberSchema>

/** The operations about groups. The configuration names the groups; the API does not create any. */
export function groupOperations(pool: GroupDeps): Operations {
  return {
    AdminAddUserToGroup: adminOperation(pool, memberSchema, (input) => adminAddUserToGroup(pool, input)),
    AdminRemoveUserFromGroup: adminOperation(pool, memberSchema, (input) => adminRemoveUserFromGroup(pool, input)),
    AdminListGroupsForUser: adminOperation(pool, ofUserSchema, (input) => adminListGroupsForUser(pool, input)),
    ListGroups: adminOperation(pool, listSchema, (input) => listGroups(pool, input)),
  }
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
function adminAddUserToGroup(pool: GroupDeps, input: Membership): ApiAnswer {
  const found = findMember(pool, input)
  if (found.kind === 'refused') return found
  pool.users.change(found.user, { groups: [...new Set([...found.user.groups, input.GroupName])] })
  return done()
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
function adminRemoveUserFromGroup(pool: GroupDeps, input: Membership): ApiAnswer {
  const found = findMember(pool, input)
  if (found.kind === 'refused') return found
  pool.users.change(found.user, { groups: found.user.groups.filter((name) => name !== input.GroupName) })
  return done()
}

function findMember(pool: GroupDeps, { Username, GroupName }: Membership): ReadUser {
  return groupsOf(pool.config).includes(GroupName)
    ? findUser(pool, Username)
    : refuse('ResourceNotFoundException', 'Group not found.')
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
function adminListGroupsForUser(pool: GroupDeps, input: v.InferOutput<typeof ofUserSchema>): ApiAnswer {
  const found = findUser(pool, input.Username)
  return found.kind === 'refused' ? found : groupPage(pool, found.user.groups, input.Limit, input.NextToken)
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
function listGroups(pool: GroupDeps, input: v.InferOutput<typeof listSchema>): ApiAnswer {
  return groupPage(pool, groupsOf(pool.config), input.Limit, input.NextToken)
}

function groupPage(pool: GroupDeps, names: readonly string[], limit: number, token: string | undefined): ApiAnswer {
  const found = pageOf(names, limit === 0 ? 60 : limit, token)
  if (found.kind === 'refused') return found
  const date = epochSeconds(pool.startedAtMs)
  return done({
    Groups: found.items.map((GroupName) => ({
      GroupName,
      UserPoolId: pool.config.poolId,
      CreationDate: date,
      LastModifiedDate: date,
    })),
    NextToken: found.nextToken,
  })
}

/** The groups of the pool: the listed ones, and those of the configured users. */
function groupsOf({ groups, people }: GroupDeps['config']): string[] {
  return [...new Set([...groups, ...people.flatMap((person) => person.groups)])]
}
