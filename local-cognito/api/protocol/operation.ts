import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export type ApiAnswer = { readonly kind: 'done'; readonly output: object } | ApiRefusal

/** One operation of the API. */
export type Operation = {
  /** Whether AWS authorizes the operation with IAM credentials, and not with a token or a client id in the body. */
  readonly needsSignature: boolean
  /** Checks the input and runs the operation. */
  readonly run: (input: unknown) => Promise<ApiAnswer>
}

export type Operations = Readonly<Record<string, Operation>>

type Handler<Input> = (input: Input) => ApiAnswer | Promise<ApiAnswer>

/** A successful response. Members that are `undefined` are left out. */
export function done(output: object = {}): ApiAnswer {
  return { kind: 'done', output }
}

/** An operation that apps call. It needs no AWS credentials. */
export function operation<Input>(schema: v.GenericSchema<unknown, Input>, handle: Handler<Input>): Operation {
  return { needsSignature: false, run: async (input) => checked(schema, input, handle) }
}

/** An operation that servers call with AWS credentials. It names the pool. */
export function adminOperation<Input extends { readonly UserPoolId: string }>(
  { config }: { readonly config: Pick<PoolConfig, 'poolId'> },
  schema: v.GenericSchema<unknown, Input>,
  handle: Handler<Input>,
): Operation {
  const handleOwn: Handler<Input> = (input) =>
    input.UserPoolId === config.poolId
      ? handle(input)
      : refuse('ResourceNotFoundException', `User pool ${input.UserPoolId} does not exist.`)
  return { needsSignature: true, run: async (input) => checked(schema, input, handleOwn) }
}

/** An operation that servers call with AWS credentials, for all pools of an account. */
export function accountOperation<Input>(schema: v.GenericSchema<unknown, Input>, handle: Handler<Input>): Operation {
  return { needsSignature: true, run: async (input) => checked(schema, input, handle) }
}

async function checked<Input>(schema: v.GenericSchema<unknown, Input>, input: unknown, handle: Handler<Input>) {
  const parsed = v.safeParse(schema, input)
  return parsed.success ? handle(parsed.output) : refuse('InvalidParameterException', describe(parsed.issues))
}

/** The sentence of AWS's validation. It shows only names: a value may be a password. */
function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  const errors = issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the body'
    const isMissing = issue.received === 'undefined' || issue.received === 'null'
    const constraint = isMissing ? 'Member must not be null' : issue.message
    return `Value at '${path.charAt(0).toLowerCase()}${path.slice(1)}' failed to satisfy constraint: ${constraint}`
  })
  return `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected: ${errors.join('; ')}`
}
