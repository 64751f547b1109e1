import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiScopes, standardScopes } from '../pool/client-settings.ts'
import { poolOutputs } from '../pool/pool-stack.ts'
import type { Environment } from '../settings/schema.ts'
import { StepError } from './host.ts'

/** Variables of the app by name: see docs/configuration.md. */
export type AppVariables = Readonly<Record<string, string>>

/**
 * The variables of the app for a deployed pool.
 *
 * @throws StepError if the stack lacks an output: it is from another version
 */
export function appVariables(environment: Environment, outputs: Readonly<Record<string, string>>): AppVariables {
  const output = (name: string): string => {
    const value = outputs[name]
    if (value === undefined) throw new StepError(`The stack of the pool has no output ${name}: deploy it again.`)
    return value
  }
  const userPoolId = output(poolOutputs.userPoolId)
  return {
    VITE_COGNITO_USER_POOL_ID: userPoolId,
    VITE_COGNITO_CLIENT_ID: output(poolOutputs.clientId),
    VITE_COGNITO_DOMAIN: output(poolOutputs.domain),
    VITE_COGNITO_ISSUER: issuerOf(environment, userPoolId),
    VITE_SESSION_LIFE: `${environment.tokens.refreshDays}d`,
    ...(environment.api === undefined
      ? {}
      : { VITE_COGNITO_SCOPES: [...standardScopes, ...apiScopes(environment)].join(' ') }),
    ...(environment.google === undefined
      ? {}
      : { VITE_COGNITO_PROVIDERS: 'Google', VITE_IMAGE_HOSTS: 'lh3.googleusercontent.com' }),
  }
}

function issuerOf({ issuer, region }: Environment, userPoolId: string): string {
  const host = issuer === 'updated' ? 'issuer-cognito-idp' : 'cognito-idp'
  return `https://${host}.${region}.amazonaws.com/${userPoolId}`
}

/** The files that get the variables: the production build's, and the dev server's where the pool registers this machine. */
export function envFilesOf({ origins }: Environment): readonly string[] {
  const isForThisMachine = origins.some((origin) => origin.startsWith('http:'))
  return ['.env.production.local', ...(isForThisMachine ? ['.env.local'] : [])]
}

/** Puts the variables into a file of the project. Other lines of the file stay as they are. */
export function writeEnvFile(project: string, name: string, variables: AppVariables): void {
  const path = join(project, name)
  const before = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const isReplaced = (line: string) =>
    Object.keys(variables).some((variable) => line.trimStart().startsWith(`${variable}=`))
  const kept = before
    .filter((line) => !isReplaced(line))
    .join('\n')
    .trimEnd()
  const lines = Object.entries(variables).map(([variable, value]) => `${variable}=${quoted(value)}`)
  writeFileSync(path, [...(kept === '' ? [] : [kept]), ...lines, ''].join('\n'))
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value
}
